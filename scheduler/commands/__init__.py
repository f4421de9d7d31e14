"""The verbs, a module each, imported only when called: parsed arguments in, printed words and exit status out."""
