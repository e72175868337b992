"""PDF files, made by hand so that what is wrong with one is known."""

from collections.abc import Sequence

PAGE = (595, 842)  # A4, in points
LOCK = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<{1}> <{1}>]".format(
    "00" * 32, "00" * 16
)
Line = tuple[float, float, str]  # where it begins, in points from the lower left corner


def paper(
    *pages: Sequence[Line], size: tuple[float, float] = PAGE, also: str = "", locked: bool = False
) -> bytes:
    """A PDF with these lines of text on its pages; `also`: what its pages say beside."""
    written = (" ".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, text in lines) for lines in pages)
    return drawn(*(f"BT /F1 12 Tf {text} ET" for text in written), size=size, also=also, locked=locked)


def drawn(*pages: str, size: tuple[float, float] = PAGE, also: str = "", locked: bool = False) -> bytes:
    """A PDF whose pages are drawn by these orders."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, orders in enumerate(pages):
        leaf = f"/MediaBox [0 0 {size[0]} {size[1]}] {also} /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {leaf} /Contents {5 + 2 * n} 0 R >>")
        objects.append(f"<< /Length {len(orders)} >>\nstream\n{orders}\nendstream")
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(f"{len(body):010} 00000 n \n")
        body += f"{number} 0 obj\n{one}\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R {LOCK if locked else ''} >>"
    return f"{body}{table}{trailer}\nstartxref\n{len(body)}\n%%EOF".encode()
