"""Moving pictures written one frame at a time, so that memory does not grow with their number: animated GIF, which needs nothing further, and
MP4 where ffmpeg is."""
import shutil
import subprocess

import numpy as np
from PIL import GifImagePlugin, Image

from run_fields import Refusal

CLEAR = 255  # index of the palette that means: as in the frame before
RATE = 15  # frames a second
LAST_S = 2.0  # the last frame stays so long


class Gif:
    """frames are (height, width, 3) bytes.  The palette is that of the first one given, which should hold all colours; each frame stores the
    part that differs from the one before."""

    def __init__(self, path, sample):
        self.file, self.before, self.waiting = open(path, "wb"), None, None
        self.palette = palette_of(sample)
        self.colours = np.array(self.palette.getpalette()[: 3 * CLEAR], np.int64).reshape(-1, 3)
        self.place = np.full(1 << 24, CLEAR, np.uint8)  # of every colour in the palette, CLEAR: not yet known
        height, width = sample.shape[:2]
        blank = self.palette.resize((width, height))
        for part in GifImagePlugin.getheader(blank, info={"loop": 0})[0]:
            self.file.write(part)

    def add(self, frame):
        now = self._indexed(frame)
        if self.before is None:
            part, corner = now, (0, 0)
        else:
            differs = now != self.before
            rows, columns = np.nonzero(differs.any(axis=1))[0], np.nonzero(differs.any(axis=0))[0]
            if not rows.size:  # nothing moved: the frame before stays longer
                self.waiting[2] += 1.0 / RATE
                return
            here = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            part, corner = np.where(differs[here], now[here], CLEAR).astype(np.uint8), (int(columns[0]), int(rows[0]))
        self._write()
        self.waiting, self.before = [part, corner, 1.0 / RATE], now

    def _indexed(self, frame):
        """Places of the nearest colours in the palette; PIL's own search is coarser, and tints what is white."""
        packed = (frame[..., 0].astype(np.int32) << 16) | (frame[..., 1].astype(np.int32) << 8) | frame[..., 2]
        out = self.place[packed]
        new = np.unique(packed[out == CLEAR])
        for some in np.array_split(new, new.size // 4096 + 1):
            rgb = np.stack([some >> 16, (some >> 8) & 255, some & 255], axis=-1)
            self.place[some] = np.argmin(((rgb[:, None] - self.colours) ** 2).sum(axis=-1), axis=1)
        return self.place[packed] if new.size else out

    def _write(self):
        if self.waiting is None:
            return
        part, corner, seconds = self.waiting
        image = Image.fromarray(part, "P")
        image.putpalette(self.palette.getpalette())
        for piece in GifImagePlugin.getdata(image, corner, duration=round(1000.0 * seconds), transparency=CLEAR, disposal=1):
            self.file.write(piece)

    def close(self):
        self.waiting[2] += LAST_S
        self._write()
        self.file.write(b";")
        self.file.close()


def palette_of(sample):
    """A picture whose palette has the colours of the sample: groups by median cut, each with its commonest colour, so that white stays white."""
    grouped = Image.fromarray(sample).quantize(CLEAR, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    group, colour = np.asarray(grouped).astype(np.int64).ravel(), sample.reshape(-1, 3).astype(np.int64)
    both, count = np.unique((group << 24) | (colour[:, 0] << 16) | (colour[:, 1] << 8) | colour[:, 2], return_counts=True)
    table = np.zeros((256, 3), np.uint8)
    for entry in both[np.argsort(count)]:  # the commonest comes last and stays
        table[entry >> 24] = (entry >> 16) & 255, (entry >> 8) & 255, entry & 255
    grouped.putpalette(table.tobytes())
    return grouped


class Mp4:
    """The same through ffmpeg, H.264 as browsers and slides play it."""

    def __init__(self, path, sample):
        height, width = (n - n % 2 for n in sample.shape[:2])
        self.shape, self.path, self.last = (height, width), path, None
        command = ["ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(RATE), "-i", "-",
                   "-c:v", "libx264", "-pix_fmt", "yuv420p", "-crf", "20", "-movflags", "+faststart", str(path)]
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        except OSError as error:
            raise Refusal(f"cannot start ffmpeg: {error}; -o FILE.gif does without it") from error

    def add(self, frame):
        self.last = np.ascontiguousarray(frame[: self.shape[0], : self.shape[1]]).tobytes()
        try:
            self.process.stdin.write(self.last)
        except BrokenPipeError:
            self.close()

    def close(self):
        try:
            for _ in range(round(LAST_S * RATE)):
                self.process.stdin.write(self.last)
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        words = self.process.stderr.read().decode(errors="replace").strip().splitlines()
        if self.process.wait():
            raise Refusal(f"ffmpeg could not write {self.path}: {words[-1] if words else 'no reason given'}; -o FILE.gif does without it")


def opened(path, sample):
    """A writer by the ending of the file's name: .gif or .mp4."""
    writer = {".gif": Gif, ".mp4": Mp4}.get(path.suffix.lower())
    if writer is None:
        raise Refusal(f"{path}: a film ends in .gif or .mp4")
    return writer(path, sample)


def ending():
    """".mp4" where ffmpeg is, else ".gif"."""
    return ".mp4" if shutil.which("ffmpeg") else ".gif"
