"""Encoders that work as installed: no download, no PyTorch."""

from vermeil.integrations.encoders.images import IMAGE_ENCODER, IMAGE_WIDTH, encode_images
from vermeil.integrations.encoders.texts import TEXT_ENCODER, TEXT_WIDTH, encode_texts

__all__ = ["IMAGE_ENCODER", "IMAGE_WIDTH", "TEXT_ENCODER", "TEXT_WIDTH", "encode_images", "encode_texts"]
