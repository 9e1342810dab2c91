"""VTK files of the bath with its film: insitu/film_000120.pvtp (one .vtp a rank beside it), all fields, every cell once.  ParaView opens them
as a series.  No picture is made, so no X display is needed.

The grid itself cannot be written as pieces of a rectilinear grid: the ranks' pieces overlap by their ghost cells, which would win over
cells that are not."""
from paraview import catalyst, simple

producer = simple.TrivialProducer(registrationName="film")
bath = simple.Threshold(Input=producer, Scalars=["CELLS", "mask"], LowerThreshold=0.5, UpperThreshold=1.5, ThresholdMethod="Between")
surface = simple.ExtractSurface(Input=bath)
writer = simple.CreateExtractor("VTP", surface, registrationName="film")
writer.Writer.FileName = "film_{timestep:06d}.pvtp"

options = catalyst.Options()
options.ExtractsOutputDirectory = "."
