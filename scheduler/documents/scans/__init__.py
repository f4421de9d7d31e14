"""Pictures of pages → their words and ruled tables, by the program tesseract; the home of Pillow and pypdfium2."""
