# Words of the gallery of parts.
gallery-link = { $name } can [[read the help page]] first.
