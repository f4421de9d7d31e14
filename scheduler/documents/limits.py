"""How much of a file is read at most: above each of these it is no plan, and reading it would cost too much."""

MOST_BYTES = 20_000_000
"""The file itself."""

MOST_UNPACKED = 200_000_000
"""All parts of a zipped file together, pictures included."""

MOST_OF_PART = 24_000_000
"""One part that is read (a text, a sheet): a table of 10,000 rows as Word writes it."""

MOST_PARTS = 5_000
"""Parts of a zipped file."""

MOST_CELLS = 300_000
"""Cells between the first and the last filled cell of a sheet; places of the grid of a Word or HTML table."""

MOST_LINES = 20_000
"""Paragraphs and rows of all tables together: more than 400 printed pages have."""

MOST_LETTERS = 5_000_000
"""Letters of all of them."""

MOST_PIECES = 100_000
"""Lines of text, those within cells counted one by one."""

MOST_SPAN = 1_000
"""Columns or rows that one merged cell can cover."""

MOST_NESTED = 200
"""Elements inside of elements."""

MOST_PAGES = 400
"""Pages of a PDF."""

PDF_SECONDS = 120
"""Time to read a PDF of that many pages."""

PDF_MEMORY = 2_000_000_000
"""Bytes of address space that reading a PDF may take, where the system can hold a process to it."""

OFFICE_SECONDS = 90
"""Time for LibreOffice to open and convert a file, its own start included."""

OFFICE_MEMORY = 4_000_000_000
"""Bytes of address space that LibreOffice may take; it opens common plans in less than 1.5 GB, of which it fills 0.25."""

MOST_SCANNED_PAGES = 60
"""Pages that are read from their pictures: each takes seconds."""

OCR_SECONDS = 600
"""Time to read that many pages from their pictures, on a slow machine."""

STAMP_SECONDS = 60
"""Time to read the pictures that are pasted into a text."""

OCR_PAGE_SECONDS = 120
"""Time for one page of these, or the cells of its tables."""
