"""Prints PDFs with WeasyPrint, kept warm: a file name a line in, CPU milliseconds and pages a line out."""

import sys
import time

import weasyprint

for line in sys.stdin:
    before = time.process_time()
    document = weasyprint.HTML(filename=line.strip()).render()
    document.write_pdf(pdf_variant="pdf/ua-1")
    print((time.process_time() - before) * 1000, len(document.pages), flush=True)
