"""The film in relief in ParaView, the same in a run, from its files, and in ParaView's window.

FilmView(source, view, ...) takes any source that shows the arrays of fields.xmf as cell data (h, c, T, X, zt, mask, bath) and leaves
a finished view: heights warped, film coloured, bare bath grey, colour bar with units, title, time, and a camera that depends on the
bath alone.  update(time) before each picture fits the range of colours and the text.  Bare bath and film are told apart at half coverage.

Sizes are in metres; shown are micrometres and degrees Celsius.
"""
import math

from paraview import simple

from ranks import largest

DIAMETERS = 0.15  # highest above lowest in bath diameters, where the exaggeration is chosen here
BATH_COLOUR = [0.72, 0.74, 0.77]
TEXT_COLOUR = [0.1, 0.1, 0.1]
# what colours the film: array that is drawn, its formula in arrays of the run, title of the colour bar, colours, fixed range
COLOURS = {
    "thickness": ("thickness_um", "1e6*h", "thickness / \u00b5m", "Viridis (matplotlib)", None),
    "temperature": ("temperature_degC", "T-273.15", "temperature / \u00b0C", "Inferno (matplotlib)", None),
    "crystal": ("crystal_percent", "100*X", "crystals / %", "Viridis (matplotlib)", (0.0, 100.0)),
}
# what is shown in relief: mean thickness of a cell's bath, or the level of the top of film and bath as they float
HEIGHTS = {"thickness": "h*min(c/bath,1)", "flotation": "zt"}


def nice_below(value):
    """The largest of 1, 2, 5 times a power of ten that is not above the value."""
    power = 10.0 ** math.floor(math.log10(value))
    return max(f * power for f in (1.0, 2.0, 5.0) if f * power <= value * (1.0 + 1e-9))


def nice_range(low, high):
    """Round numbers that hold low to high: a range that does not flicker from picture to picture."""
    width = max(high - low, 0.02 * max(abs(low), abs(high)), 1e-9)
    step = nice_below(width) / 2.0
    low, high = step * math.floor(low / step + 1e-6), step * math.ceil(high / step - 1e-6)
    return low, max(high, low + step)


def exaggeration_for(bounds, height):
    """Heights times this make a relief of that height [m] well visible on a bath of these bounds (x0, x1, y0, y1) [m]."""
    size = max(bounds[1] - bounds[0], bounds[3] - bounds[2])
    return nice_below(DIAMETERS * size / height) if height > 0.0 else 1.0


class FilmView:
    """bounds: x0, x1, y0, y1 [m] of the run's grid (of the quadrant with quarter=True, of the strip with rings=True).
    colour: thickness | temperature | crystal.  relief: thickness | flotation.
    exaggeration: heights are multiplied by it; None: by the relief at the first update.
    colour_range: (low, high) as shown; None: fitted to every picture."""

    def __init__(self, source, view, bounds, colour="thickness", relief="thickness", exaggeration=None, colour_range=None, quarter=False,
                 rings=False, title=""):
        self.view, self.title, self.exaggeration = view, title, exaggeration
        self.name, formula, self.label, colours, fixed = COLOURS[colour]
        self.range = colour_range or fixed
        self.bounds = [-bounds[1], bounds[1], -bounds[1], bounds[1]] if rings else list(bounds)
        if quarter:
            self.bounds = [-bounds[1], bounds[1], -bounds[3], bounds[3]]
        surface = self._relief(source, formula, HEIGHTS[relief])
        self._show(self._whole(surface, quarter, rings, bounds), colours)
        self._camera()

    def _relief(self, source, formula, height):
        """The surface of film and bath, cells coloured and points lifted."""
        bath = simple.Threshold(Input=source, Scalars=["CELLS", "mask"], LowerThreshold=0.5, UpperThreshold=1.5,
                                ThresholdMethod="Between")
        colour = simple.Calculator(Input=bath, AttributeType="Cell Data", ResultArrayName=self.name, Function=formula)
        lifted = simple.Calculator(Input=colour, AttributeType="Cell Data", ResultArrayName="height", Function=height)
        share = simple.Calculator(Input=lifted, AttributeType="Cell Data", ResultArrayName="covered", Function="min(c/bath,1)")
        self.cells = share
        points = simple.CellDatatoPointData(Input=share, PassCellData=1, ProcessAllArrays=0, CellDataArraytoprocess=["height"])
        self.warp = simple.WarpByScalar(Input=points, Scalars=["POINTS", "height"], ScaleFactor=self.exaggeration or 1.0, UseNormal=1,
                                        Normal=[0.0, 0.0, 1.0])
        return simple.ExtractSurface(Input=self.warp)  # without ghost cells, and as quadrilaterals, which can be reflected

    @staticmethod
    def _whole(surface, quarter, rings, bounds):
        """The other quadrants of a quarter, the disc of rings."""
        if quarter:
            for plane in ("X Min", "Y Min"):
                surface = simple.Reflect(Input=surface, Plane=plane, CopyInput=1)
        if rings:
            middle = 0.5 * (bounds[2] + bounds[3])
            line = simple.Slice(Input=surface, SliceType="Plane", Triangulatetheslice=0)
            line.SliceType.Origin, line.SliceType.Normal = [0.0, middle, 0.0], [0.0, 1.0, 0.0]
            flat = simple.Transform(Input=line, Transform="Transform")
            flat.Transform.Translate = [0.0, -middle, 0.0]
            surface = simple.RotationalExtrusion(Input=flat, Resolution=180, Capping=0, Angle=360.0)
        return surface

    def _show(self, surface, colours):
        bare = simple.Threshold(Input=surface, Scalars=["CELLS", "covered"], LowerThreshold=-1.0, UpperThreshold=0.5, ThresholdMethod="Between")
        film = simple.Threshold(Input=surface, Scalars=["CELLS", "covered"], UpperThreshold=0.5, ThresholdMethod="Above Upper Threshold")
        self.film = film
        shown = simple.Show(bare, self.view)
        shown.ColorArrayName = ["POINTS", ""]
        shown.AmbientColor = shown.DiffuseColor = BATH_COLOUR
        shown = simple.Show(film, self.view)
        shown.ColorArrayName = ["CELLS", self.name]
        self.colours = simple.GetColorTransferFunction(self.name)
        self.colours.ApplyPreset(colours, True)
        self.colours.AutomaticRescaleRangeMode = "Never"
        shown.LookupTable = self.colours
        bar = simple.GetScalarBar(self.colours, self.view)
        bar.Title, bar.ComponentTitle = self.label, ""
        bar.TitleColor = bar.LabelColor = TEXT_COLOUR
        bar.WindowLocation, bar.Position, bar.ScalarBarLength, bar.Orientation = "Any Location", [0.88, 0.25], 0.5, "Vertical"
        bar.AutomaticLabelFormat, bar.LabelFormat, bar.RangeLabelFormat = 0, "%-6.4g", "%-6.4g"
        bar.DrawTickMarks, bar.UseCustomLabels, bar.TitleFontSize, bar.LabelFontSize = 1, 0, 16, 14
        bar.Visibility = 1
        self.text = simple.Text(Text="")
        words = simple.Show(self.text, self.view, "TextSourceRepresentation")
        words.WindowLocation, words.Color, words.FontSize, words.Justification = "Upper Left Corner", TEXT_COLOUR, 16, "Left"

    def _camera(self):
        """From the front and above, parallel, so that sizes can be compared between pictures."""
        v, (x0, x1, y0, y1) = self.view, self.bounds
        size, tilt = max(x1 - x0, y1 - y0), math.radians(40.0)
        centre = [0.5 * (x0 + x1), 0.5 * (y0 + y1), 0.0]
        v.UseColorPaletteForBackground, v.BackgroundColorMode, v.Background = 0, "Single Color", [1.0, 1.0, 1.0]
        v.OrientationAxesVisibility, v.CenterAxesVisibility = 0, 0
        v.CameraParallelProjection, v.CameraParallelScale = 1, 0.42 * size
        v.CameraFocalPoint = [centre[0] + 0.06 * size, centre[1], 0.03 * size]
        v.CameraPosition = [v.CameraFocalPoint[0], v.CameraFocalPoint[1] - 4.0 * size * math.cos(tilt), 4.0 * size * math.sin(tilt)]
        v.CameraViewUp = [0.0, 0.0, 1.0]

    def array_range(self, source, name):
        """Lowest and highest value over all ranks; None where there is no cell."""
        source.UpdatePipeline()
        array = source.GetDataInformation().DataInformation.GetCellDataInformation().GetArrayInformation(name)
        low, high = array.GetComponentRange(0) if array and array.GetNumberOfTuples() else (math.inf, -math.inf)
        low, high = largest([-low, high])  # in a run each rank knows its own part only
        return (-low, high) if -low <= high else None

    def set_exaggeration(self, value):
        self.exaggeration = self.warp.ScaleFactor = value

    def choose_exaggeration(self):
        """By the relief that the source shows now, unless it is given."""
        if self.exaggeration is None:
            low, high = self.array_range(self.cells, "height") or (0.0, 0.0)
            self.set_exaggeration(exaggeration_for(self.bounds, high - low))

    def update(self, time):
        """Fits heights (the first time), colours and text to what the source shows at this time [s]."""
        self.choose_exaggeration()
        shown = self.range
        if shown is None:
            found = self.array_range(self.film, self.name)
            shown = nice_range(*found) if found else (0.0, 1.0)
        self.colours.RescaleTransferFunction(*shown)
        self.text.Text = f"{self.title}\nt = {time:.5g} s     heights x {self.exaggeration:g}".strip()
