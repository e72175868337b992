import io
import struct
import zlib

import numpy as np
import pytest
from files import image
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from vermeil.core.errors import BadInput
from vermeil.integrations.formats import Limits, check_image, decode, image_type, thumbnail

PLACE = 0x8825  # EXIF: where it was taken
TURN = 0x0112  # EXIF: orientation


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(decode(data), np.int16)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("GIF", "image/gif"),
        ("WEBP", "image/webp"),
        ("BMP", "image/bmp"),
        ("TIFF", "image/tiff"),
    ],
)
def test_every_format_is_known_by_its_bytes(form: str, kind: str) -> None:
    assert check_image(image(form), Limits()) == kind


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "I", "F", "CMYK"])
def test_every_mode_is_seen_as_people_see_it(mode: str) -> None:
    grey = np.tile(np.repeat(np.array([0, 255], np.uint8), 6), (8, 1))
    deep = {"I;16": np.uint16, "I": np.int32, "F": np.float32}
    if mode in deep:
        picture = Image.fromarray(grey.astype(deep[mode]) * 16)  # twelve bits of sixteen
    else:
        picture = Image.fromarray(grey).convert("RGB").convert(mode)
    seen = pixels(saved(picture, "TIFF"))
    assert seen.shape == (8, 12, 3)
    assert seen[:, :5].max() < 30
    assert seen[:, 7:].min() > 225


def test_what_is_transparent_is_white() -> None:
    clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    assert pixels(saved(clear, "PNG")).min() == 255
    with_one_clear_colour = Image.new("P", (4, 4), 0)
    assert pixels(saved(with_one_clear_colour, "PNG", transparency=0)).min() == 255


def test_a_camera_that_was_turned_is_turned_back() -> None:
    exif = Image.Exif()
    exif[TURN] = 6  # the top is at the right
    upright = Image.fromarray(np.vstack([np.full((16, 8), 250, np.uint8), np.zeros((16, 8), np.uint8)]))
    lying = upright.transpose(Image.Transpose.ROTATE_90)
    seen = pixels(saved(lying, "JPEG", exif=exif, quality=95))
    assert seen.shape[:2] == (32, 8)
    assert seen[:12].min() > 200
    assert seen[20:].max() < 50


def test_a_thumbnail_is_small_and_tells_nothing_more() -> None:
    exif = Image.Exif()
    exif[TURN], exif[PLACE] = 6, {1: "N"}
    data = saved(Image.new("RGB", (900, 300), "red"), "JPEG", exif=exif, comment=b"secret")
    small = thumbnail(data, 320)
    with Image.open(io.BytesIO(small)) as made:
        assert (made.format, made.size) == ("WEBP", (107, 320))
        assert not made.getexif()
    assert b"secret" not in small
    with Image.open(io.BytesIO(thumbnail(image(size=(8, 8))))) as made:
        assert made.size == (8, 8)  # nothing is blown up


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is that large."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [9_000, 20_000, 2**31 - 1])
def test_an_image_that_would_fill_the_memory_is_refused(side: int) -> None:
    with pytest.raises(BadInput, match="pixels"):
        check_image(claiming(side, side), Limits())


def test_a_packed_comment_that_would_fill_the_memory_is_refused() -> None:
    whole = image("PNG")
    bomb = chunk(b"zTXt", b"k\0\0" + zlib.compress(b"\0" * 50_000_000))
    with pytest.raises(BadInput, match="broken"):
        check_image(whole[:33] + bomb + whole[33:], Limits())


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_a_cut_file_is_refused(form: str) -> None:
    rng = np.random.default_rng(0)
    noise = Image.fromarray(rng.integers(0, 255, (64, 64, 3), np.uint8))
    whole = saved(noise, form)
    with pytest.raises(BadInput, match="broken"):
        check_image(whole[: len(whole) // 2], Limits())


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"hello", "not an image"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "scripts"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><html>", "scripts"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "AVIF"),
        (b"%PDF-1.7", "not an image"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "not an image"),
    ],
)
def test_what_only_looks_like_an_image_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        check_image(data, Limits())
    assert image_type(data) is None


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "TIFF"])
def test_moving_pictures_and_stacks_are_refused(form: str) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    data = saved(frames[0], form, save_all=True, append_images=frames[1:])
    with pytest.raises(BadInput, match="frames"):
        check_image(data, Limits())


def test_a_phone_s_picture_with_a_second_one_inside_is_an_image() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("white", "black")]
    data = saved(frames[0], "MPO", save_all=True, append_images=frames[1:])
    assert check_image(data, Limits()) == "image/jpeg"
    assert pixels(data).min() > 250


def test_a_file_of_too_many_bytes_is_refused() -> None:
    with pytest.raises(BadInput, match="larger than 20 bytes"):
        check_image(image(), Limits(image_bytes=20))


WHOLE = [image(form, size=(24, 16)) for form in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")]


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow also tells of what it can do without
@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_damage_breaks_the_check(data: st.DataObject) -> None:
    spoilt = bytearray(data.draw(st.sampled_from(WHOLE)))
    for at in data.draw(st.lists(st.integers(0, len(spoilt) - 1), min_size=1, max_size=8)):
        spoilt[at] = data.draw(st.integers(0, 255))
    try:
        kind = check_image(bytes(spoilt), Limits(image_pixels=1_000_000))
    except BadInput:
        return
    assert kind == image_type(bytes(spoilt))
    assert thumbnail(bytes(spoilt))
