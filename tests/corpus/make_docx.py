#!/usr/bin/python3
"""Makes Word files as real programs write them, for the tests of the readers.

    make_docx.py FOLDER

python-docx writes policy, headings, tables, boxes, runs and changes (.docx). For LibreOffice it
writes pages (.fodt is not needed: .html and .docx go in, .docx comes out); the test converts
everything in FOLDER/for-libreoffice in one go. Beside each file stands its Markdown twin, which
must import to the same document.
"""

import io
import struct
import sys
import zlib
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

W = nsdecls("w")


def torn(paragraph, words, bold=()):
    """Writes words as one run a piece; the pieces numbered in bold are bold."""
    for at, piece in enumerate(words):
        run = paragraph.add_run(piece)
        run.bold = True if at in bold else None
    return paragraph


def png():
    """A picture of two by two red dots."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\xff\0\0" * 2 for _ in range(2))
    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def policy():
    """Everything that an ordinary policy has, with placeholders torn over runs."""
    file = docx.Document()
    section = file.sections[0]
    torn(section.header.paragraphs[0], ["{{org_field", "_name}} policies"])
    section.footer.paragraphs[0].text = "Uncontrolled when printed, {{org_field_phone}}"
    file.add_heading("Mobile Phones Policy", 0)
    file.add_heading("1. Purpose", 1)
    torn(file.add_paragraph(), ["At {{org_", "field", "_name}} phones are ", "useful", ". Keep *calm* & carry_on."], [1, 3])
    file.add_heading("2. Rules", 1)
    file.add_heading("2.1 Staff", 2)
    file.add_paragraph("Staff must do this every day.")
    file.add_paragraph("Switch phones off", style="List Bullet")
    torn(file.add_paragraph(style="List Bullet"), ["Call ", "{{org_field_", "phone}}", " when late"], [2])
    file.add_paragraph("Wash hands", style="List Number")
    file.add_paragraph("Dry hands", style="List Number")
    table = file.add_table(rows=3, cols=2)
    for row, words in enumerate([("Role", "Name"), ("Manager", "{{org_field_registered_manager_last_name}}"), ("a|b", "x")]):
        for column, text in enumerate(words):
            cell = table.cell(row, column)
            cell.text = ""
            torn(cell.paragraphs[0], [text[:5], text[5:]])
    file.add_paragraph("One line").add_run().add_break()
    file.paragraphs[-1].add_run("and another")
    return file, """# Mobile Phones Policy

## 1. Purpose

At {{org_field_name}} phones are **useful**. Keep \\*calm\\* & carry_on.

## 2. Rules

### 2.1 Staff

Staff must do this every day.

- Switch phones off
- Call {{org_field_phone}} when late

1. Wash hands
2. Dry hands

| Role | Name |
| --- | --- |
| Manager | {{org_field_registered_manager_last_name}} |
| a\\|b | x |

One line\\
and another
"""


def controls():
    """Content controls, text boxes, fields, a table of contents, marks that tear runs apart."""
    file = docx.Document()
    file.add_heading("Controls Policy", 0)
    body = file.element.body
    contents = parse_xml(
        f"<w:sdt {W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        "<w:sdtContent><w:p><w:r><w:t>Contents</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    body.insert(len(body) - 1, contents)
    file.add_heading("Purpose", 1)
    inner = parse_xml(
        f"<w:p {W}><w:r><w:t xml:space='preserve'>Ask </w:t></w:r>"
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>{{org_</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:proofErr w:type='spellStart'/><w:bookmarkStart w:id='0' w:name='x'/>"
        "<w:r><w:t>field_name}}</w:t></w:r><w:bookmarkEnd w:id='0'/>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t xml:space='preserve'> on Monday</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>.</w:t></w:r></w:p>"
    )
    body.insert(len(body) - 1, inner)
    block = parse_xml(
        f"<w:sdt {W}><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>A control of its own.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    body.insert(len(body) - 1, block)
    box = (
        "<w:txbxContent><w:p><w:r><w:t>Boxed {{org_</w:t></w:r><w:r><w:t>field_phone}} words</w:t></w:r></w:p></w:txbxContent>"
    )
    names = (
        "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape' "
        "xmlns:v='urn:schemas-microsoft-com:vml'"
    )
    boxed = parse_xml(
        f"<w:p {W} {names}><w:r><w:t>Before the box.</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    body.insert(len(body) - 1, boxed)
    file.add_paragraph("After the box.")
    file.add_picture(png())
    file.element.body.findall(".//" + qn("wp:docPr"))[-1].set("descr", "Two red dots")
    return file, """# Controls Policy

## Purpose

Ask {{org_field_name}} on Monday.

A control of its own.

Before the box.

Boxed {{org_field_phone}} words

After the box.

![Two red dots](picture:image1.png)
"""


def changes():
    """Tracked changes; the twin has them accepted."""
    file = docx.Document()
    file.add_heading("Changes Policy", 0)
    file.add_heading("Review", 1)
    paragraph = parse_xml(
        f"<w:p {W}><w:r><w:t xml:space='preserve'>We review this </w:t></w:r>"
        "<w:del w:id='1' w:author='Ann'><w:r><w:delText>annually</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='Ann'><w:r><w:t>every 12 months</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
    )
    body = file.element.body
    body.insert(len(body) - 1, paragraph)
    return file, """# Changes Policy

## Review

We review this every 12 months.
"""


# What LibreOffice reads and writes again as .docx.
PAGES = {
    "lists": (
        """<html><body><h1>Lists Policy</h1><h2>1. Purpose</h2>
<p>At {{org_<b>field</b>_name}} we say <b>thanks</b> &amp; mean it.</p>
<ul><li>first</li><li>second<ul><li>inner</li></ul></li></ul>
<h2>2. Steps</h2><ol><li>one</li><li>two</li><li>three</li></ol>
<p>See <a href="https://example.org/a">this page</a>.</p></body></html>""",
        """# Lists Policy

## 1. Purpose

At {{org_field_name}} we say **thanks** & mean it.

- first
- second
  - inner

## 2. Steps

1. one
2. two
3. three

See [this page](<https://example.org/a>).
""",
    ),
    "tables": (
        """<html><body><h1>Tables Policy</h1><h2>Who</h2>
<table border="1"><tr><td>Role</td><td>Name</td><td>Phone</td></tr>
<tr><td rowspan="2">Manager</td><td>{{org_field_registered_<i>manager</i>_last_name}}</td><td>1</td></tr>
<tr><td>Deputy</td><td>{{org_field_phone}}</td></tr></table>
<p>Tŷ Ŵyn keeps this list.</p></body></html>""",
        """# Tables Policy

## Who

| Role | Name | Phone |
| --- | --- | --- |
| Manager | {{org_field_registered_manager_last_name}} | 1 |
| Manager | Deputy | {{org_field_phone}} |

Tŷ Ŵyn keeps this list.
""",
    ),
}


def main(folder):
    again = folder / "for-libreoffice"
    again.mkdir(parents=True, exist_ok=True)
    for make in (policy, controls, changes):
        file, twin = make()
        file.save(folder / f"{make.__name__}.docx")
        (folder / f"{make.__name__}.md").write_text(twin, encoding="utf-8")
        # LibreOffice writes the same text with its own styles, lists and runs.
        if make is not controls:
            file.save(again / f"again-{make.__name__}.docx")
            (folder / f"again-{make.__name__}.md").write_text(twin, encoding="utf-8")
    for name, (page, twin) in PAGES.items():
        (again / f"{name}.html").write_text(page, encoding="utf-8")
        (folder / f"{name}.md").write_text(twin, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
