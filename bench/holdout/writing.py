"""Writes a task as MLE-bench lays one out: NAME/prepared/public for researchers, NAME/prepared/private for the grader."""
import csv
import os
import shutil
import struct
import zipfile
import zlib

import numpy
from PIL import Image


class Task:
    """A folder under construction. Text files end their lines with a newline; numbers are written by repr, which reads back exactly."""

    def __init__(self, root, name, description):
        self.name, self.root = name, os.path.join(root, name)
        shutil.rmtree(self.root, ignore_errors=True)
        self.public, self.private = (os.path.join(self.root, 'prepared', part) for part in ('public', 'private'))
        os.makedirs(self.public)
        os.makedirs(self.private)
        self.text('description.md', description.strip() + '\n')

    def text(self, name, text, private=False):
        path = os.path.join(self.private if private else self.public, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8', newline='') as file:
            file.write(text)

    def table(self, name, header, rows, private=False):
        path = os.path.join(self.private if private else self.public, name)
        with open(path, 'w', encoding='utf-8', newline='') as file:
            writer = csv.writer(file, lineterminator='\n')
            writer.writerow(header)
            writer.writerows(rows)

    def image(self, name, pixels):
        """An 8-bit image from an array of height x width (grey) or height x width x 3, of the kind that its name says."""
        path = os.path.join(self.public, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if name.endswith('.png'):
            with open(path, 'wb') as file:
                file.write(png(pixels))
        else:
            Image.fromarray(numpy.clip(numpy.rint(pixels), 0, 255).astype(numpy.uint8)).save(path)

    def zip(self, name, entries):
        """A zip of (path, bytes) pairs, without times, so that it is the same on every machine."""
        with zipfile.ZipFile(os.path.join(self.public, name), 'w', zipfile.ZIP_STORED) as archive:
            for path, content in entries:
                archive.writestr(zipfile.ZipInfo(path, (2020, 1, 1, 0, 0, 0)), content)


def png(pixels):
    pixels = numpy.clip(numpy.rint(pixels), 0, 255).astype(numpy.uint8)
    height, width = pixels.shape[:2]
    colour = 2 if pixels.ndim == 3 else 0
    lines = b''.join(b'\0' + pixels[row].tobytes() for row in range(height))

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, colour, 0, 0, 0)) + chunk(b'IDAT', zlib.compress(lines, 6)) + chunk(b'IEND', b'')


def smooth(noise, times):
    """A field made smooth by averaging with its neighbours, as often as asked; it wraps around."""
    for _ in range(times):
        noise = (noise + numpy.roll(noise, 1, 0) + numpy.roll(noise, -1, 0) + numpy.roll(noise, 1, 1) + numpy.roll(noise, -1, 1)) / 5
    return noise
