# Policies that are a finished PDF file.
finished-what = This policy is a PDF file. Open the file to read it.
finished-size = The file has { $kilobytes } KB.
finished-hash = Its fingerprint (SHA-256) is { $hash }.
finished-notice = This policy is a PDF file. Read it before you sign.
finished-open = Open the PDF
