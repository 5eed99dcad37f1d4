# Words that every page shares.
product-name = Polisi
