# Geiriau sydd ar bob tudalen.
product-name = Polisi
