"""Reads the data frames that R packages carry: .rda and .RData files, and the Rdata.rdb that R installs in their place (R Internals, section 1.8)."""
import bz2
import gzip
import io
import lzma
import struct
import zlib

import numpy
import pandas

NIL, GLOBAL, EMPTY, BASE, REFERENCE, ALTERNATIVE = 254, 253, 242, 241, 255, 238
SYMBOL, PAIRS, ENVIRONMENT, LANGUAGE, STRING, LOGICAL, INTEGER, REAL, STRINGS, LIST = 1, 2, 4, 6, 9, 10, 13, 14, 16, 19
MISSING = -2 ** 31


def frames(path):
    """Name → pandas.DataFrame, numpy array or list, of all that a file holds. For Rdata.rdb, the names stand in the .rdx beside it."""
    if path.endswith('.rdb'):
        index = Reader(unpack(open(path[:-1] + 'x', 'rb').read())).whole()['variables']
        return {name: Reader(piece(path, *place)).whole() for name, place in index.items()}
    return Reader(unpack(open(path, 'rb').read())[5:]).whole()


def piece(path, offset, length):
    with open(path, 'rb') as file:
        file.seek(int(offset))
        stored = file.read(int(length))
    if stored[4:5] == b'2':
        return bz2.decompress(stored[5:])
    if stored[4:5] == b'Z':
        return lzma.decompress(stored[5:], lzma.FORMAT_RAW, filters=[{'id': lzma.FILTER_LZMA2, 'preset': 6}])
    return zlib.decompress(stored[4:])


def unpack(stored):
    if stored[:2] == b'\x1f\x8b':
        return gzip.decompress(stored)
    if stored[:3] == b'BZh':
        return bz2.decompress(stored)
    return lzma.decompress(stored) if stored[:1] == b'\xfd' else stored


class Reader:
    """One serialised value in XDR form."""

    def __init__(self, content):
        self.file, self.known = io.BytesIO(content), []

    def whole(self):
        assert self.file.read(2) == b'X\n', 'not in XDR form'
        version = self.integers(3)[0]
        if version == 3:
            self.file.read(self.integers(1)[0])
        return self.value()

    def integers(self, count):
        return struct.unpack(f'>{count}i', self.file.read(4 * count))

    def value(self):
        flags = self.integers(1)[0]
        kind, attributed, tagged = flags & 0xFF, flags & 0x200, flags & 0x400
        if kind in (NIL, GLOBAL, EMPTY, BASE):
            return None
        if kind == REFERENCE:
            return self.known[(flags >> 8 or self.integers(1)[0]) - 1]
        if kind == SYMBOL:
            self.known.append(self.value())
            return self.known[-1]
        if kind == ENVIRONMENT:
            self.integers(1)
            self.known.append('environment')
            for _ in range(4):
                self.value()
            return 'environment'
        if kind in (PAIRS, LANGUAGE):
            if attributed:
                self.value()
            tag = self.value() if tagged else None
            head, rest = self.value(), self.value()
            return {tag: head, **(rest or {})}
        if kind == ALTERNATIVE:
            _, state, _ = self.value(), self.value(), self.value()
            return state if not isinstance(state, numpy.ndarray) or len(state) != 3 else numpy.arange(state[1], state[1] + state[0] * state[2], state[2])
        if kind == STRING:
            length = self.integers(1)[0]
            return None if length < 0 else self.file.read(length).decode('utf-8', 'replace')
        count = self.integers(1)[0]
        if kind in (LOGICAL, INTEGER):
            vector = numpy.frombuffer(self.file.read(4 * count), '>i4').astype(int)
        elif kind == REAL:
            vector = numpy.frombuffer(self.file.read(8 * count), '>f8').astype(float)
        elif kind in (STRINGS, LIST):
            vector = [self.value() for _ in range(count)]
        else:
            raise ValueError(f'R values of kind {kind} are not read')
        return shaped(vector, self.value() or {}) if attributed else vector


def shaped(vector, attributes):
    """Factors as words, matrices as arrays, data frames as data frames, named lists as dictionaries; other attributes are dropped."""
    if 'levels' in attributes:
        return [None if code == MISSING else attributes['levels'][code - 1] for code in vector]
    if 'dim' in attributes and isinstance(vector, numpy.ndarray):
        return vector.reshape([int(size) for size in attributes['dim']], order='F')
    names = attributes.get('names')
    if isinstance(vector, list) and names is not None:
        if 'data.frame' in (attributes.get('class') or []):
            return frame(names, vector)
        return dict(zip(names, vector))
    return vector


def frame(names, columns):
    """A matrix among the columns becomes columns of its own."""
    made = {}
    for name, column in zip(names, columns):
        if isinstance(column, numpy.ndarray) and column.ndim == 2:
            made.update({f'{name}{at + 1}': column[:, at] for at in range(column.shape[1])})
        else:
            made[name] = [None if isinstance(value, (int, numpy.integer)) and value == MISSING else value for value in column]
    return pandas.DataFrame(made)
