import base64
import io
import stat
import struct
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from files import archive, bundle, image, plain, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from vermeil.core.errors import BadInput
from vermeil.integrations.formats import Limits, Upload, read_folder, read_upload

PNG = image()


def listing(**changes: Any) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("cat.png")
    for name, value in changes.items():
        setattr(info, name, value)
    return info


def of(info: zipfile.ZipInfo, data: bytes = PNG) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(info, data)
        made.writestr("good.png", PNG)
    return out.getvalue()


def test_images_come_with_their_path_as_key() -> None:
    found = rows(archive({"cats/1.png": PNG, "dogs/1.png": PNG, "empty/": b""}), "photos.zip")
    assert [(where, row["key"], row["image"]) for where, row in found] == [
        (name, name, PNG) for name in ("cats/1.png", "dogs/1.png")
    ]


def test_what_a_computer_leaves_in_archives_is_not_counted() -> None:
    noise = {"__MACOSX/._1.png": b"x", ".DS_Store": b"x", "a/Thumbs.db": b"x", "a/.hidden/b.png": b"x"}
    assert rows(archive({**noise, "1.png": PNG}), "a.zip") == [("1.png", {"key": "1.png", "image": PNG})]


@pytest.mark.parametrize("name", ["/etc/x.png", "../x.png", "a/../../x.png", "C:/x.png", "a\\..\\x.png"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    found = rows(of(listing(filename=name)), "a.zip")
    assert "leads out" in found[0][1]
    assert found[1][1]["key"] == "good.png"


def test_links_are_refused() -> None:
    found = rows(of(listing(external_attr=(stat.S_IFLNK | 0o777) << 16), b"/etc/passwd"), "a.zip")
    assert "link" in found[0][1]
    assert found[1][1]["key"] == "good.png"


def test_encrypted_files_are_refused() -> None:
    data = bytearray(of(listing()))
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1
    found = rows(bytes(data), "a.zip")
    assert "encrypted" in found[0][1]
    assert found[1][1]["key"] == "good.png"


def test_an_archive_in_an_archive_is_refused() -> None:
    found = rows(archive({"more.zip": archive({"1.png": PNG}), "1.png": PNG}), "a.zip")
    assert "inside an archive" in found[0][1]
    assert found[1][1]["key"] == "1.png"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    found = rows(archive({"1.png": b"\0" * 20_000_000, "2.png": PNG}), "a.zip")
    assert "trap" in found[0][1]
    assert found[1][1]["key"] == "2.png"


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    data = bytearray(archive({"1.png": PNG + b"\0" * 5_000_000}))
    start = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, start + 24, len(PNG))
    ((_, reason),) = rows(bytes(data), "a.zip")
    assert "cannot be read" in reason


def test_an_archive_stops_at_its_total() -> None:
    files = {f"{i}.png": PNG for i in range(5)}
    found = rows(archive(files), "a.zip", unpacked_bytes=3 * len(PNG))
    refused = [reason for _, reason in found if isinstance(reason, str)]
    assert len(found) == 5
    assert len(refused) == 2
    assert "unpacks to more" in refused[0]


def test_too_many_files_are_refused_as_a_whole() -> None:
    with pytest.raises(BadInput, match="at most"):
        rows(archive({f"{i}.png": b"x" for i in range(5)}), "a.zip", members=4)


def test_a_listing_that_claims_gigabytes_is_refused_before_it_is_read() -> None:
    data = bytearray(archive({"1.png": PNG}))
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, 2**31)
    with pytest.raises(BadInput, match="lists more"):
        rows(bytes(data), "a.zip")


@pytest.mark.parametrize("cut", [10, 60, -30, -1])
def test_a_cut_archive_is_bad_input(cut: int) -> None:
    with pytest.raises(BadInput, match="zip archive"):
        rows(archive({"1.png": PNG})[:cut], "a.zip")


def test_a_damaged_member_costs_only_itself() -> None:
    data = bytearray(archive({"1.png": PNG, "2.png": PNG}, zipfile.ZIP_STORED))
    data[data.index(PNG) + 40] ^= 0xFF
    found = rows(bytes(data), "a.zip")
    assert "cannot be read" in found[0][1]
    assert found[1][1]["key"] == "2.png"


def test_an_unknown_packing_is_refused() -> None:
    data = bytearray(archive({"1.png": PNG}))
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, 97)
    struct.pack_into("<H", data, 8, 97)
    ((_, reason),) = rows(bytes(data), "a.zip")
    assert "cannot be read" in reason


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_breaks_the_reader(data: st.DataObject) -> None:
    whole = archive({"1.png": PNG, "a.csv": b"text\nx\n", "2.jsonl": b'"y"\n'})
    spoilt = bytearray(whole)
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=6)):
        spoilt[at] = data.draw(st.integers(0, 255))
    with suppress(BadInput):
        found = rows(bytes(spoilt), "a.zip")
        assert all(isinstance(row, str | dict) for _, row in found)


def test_a_table_names_images_of_its_archive() -> None:
    lines = [
        '{"file_name": "1.png", "label": "c"}',
        '{"image": "../b/2.png"}',
        '{"image": "none.png", "key": "k"}',
    ]
    table = "\n".join(lines).encode()
    found = rows(archive({"a/metadata.jsonl": table, "a/1.png": PNG, "3.png": PNG}), "a.zip")
    assert found[0] == (
        "a/metadata.jsonl: 1",
        {"key": "1.png", "file_name": "1.png", "label": "c", "image": PNG},
    )
    assert [where for where, _ in found] == [
        "a/metadata.jsonl: 1",
        "a/metadata.jsonl: 2",
        "a/metadata.jsonl: 3",
        "3.png",
    ]
    assert "no file `../b/2.png`" in found[1][1]
    assert "no file `none.png`" in found[2][1]


def test_a_table_that_cannot_be_read_does_not_stop_the_others() -> None:
    found = rows(archive({"a.csv": b"nothing\n1\n", "b.json": b'["x",', "c.csv": b"text\nc\n"}), "a.zip")
    assert "first line" in found[0][1]
    assert found[1] == ("b.json: 1", {"text": "x"})
    assert "cut off" in found[2][1]
    assert found[3] == ("c.csv: 2", {"text": "c"})


def test_several_files_of_one_upload() -> None:
    found = bundle(
        {"t.csv": b"image,key\na.png,7\n", "a.png": PNG, "p.zip": archive({"b.png": PNG}), "n.xyz": b"?"}
    )
    assert found == [
        ("t.csv: 2", {"image": PNG, "key": "7"}),
        ("p.zip: b.png", {"key": "b.png", "image": PNG}),
        (
            "n.xyz",
            "this kind of file is not read: send JSON, JSONL, CSV, images, sound or PDF, also in a zip",
        ),
    ]


def test_two_files_of_one_name_both_come_and_one_archive_may_be_broken() -> None:
    other = image(size=(6, 6))
    files = [("1.png", PNG), ("1.png", other), ("p.zip", b"PK\x03\x04")]
    found = plain(read_upload([Upload(name, io.BytesIO(data)) for name, data in files], Limits()))
    assert found[0][0] == "p.zip"
    assert "zip archive" in found[0][1]
    assert found[1:] == [("1.png", {"key": "1.png", "image": PNG}), ("1.png", {"image": other})]


def test_an_image_sent_without_a_name_has_no_key() -> None:
    assert rows(PNG, "image.png") == [("image.png", {"image": PNG})]
    assert rows(PNG, "cat.png") == [("cat.png", {"key": "cat.png", "image": PNG})]


def test_office_documents_are_not_taken_for_archives() -> None:
    ((_, reason),) = rows(archive({"[Content_Types].xml": b"<x/>"}), "labels.xlsx")
    assert "not read" in reason


def test_a_folder_reads_as_its_archive_does(tmp_path: Path) -> None:
    outside = tmp_path / "outside.png"
    outside.write_bytes(PNG)
    folder = tmp_path / "data"
    (folder / "cats").mkdir(parents=True)
    (folder / "cats" / "1.png").write_bytes(PNG)
    (folder / ".git").write_text("x")
    (folder / "rows.jsonl").write_bytes(b'{"text": "a"}\n')
    (folder / "link.png").symlink_to(outside)
    assert plain(read_folder(folder)) == [
        ("link.png", "it is a link to a file outside the folder"),
        ("rows.jsonl: 1", {"text": "a"}),
        ("cats/1.png", {"key": "cats/1.png", "image": PNG}),
    ]


def test_images_inside_records() -> None:

    uri = "data:image/png;base64," + base64.b64encode(PNG).decode()
    lines = [
        f'{{"image": "{uri}"}}',
        '{"image": "data:image/png;base64,@@"}',
        '{"image": "data:text/html,x"}',
    ]
    lines += ['{"image": "data:image/png;base64,AAAA"}', '{"image": 7}']
    found = [row for _, row in rows("\n".join(lines).encode(), "a.jsonl")]
    assert found[0] == {"image": PNG}
    assert "not base64" in found[1]
    assert "data: URI" in found[2]
    assert "not an image" in found[3]
    assert found[4] == {"image": 7}  # refused by core.ingest, which knows what a record is
