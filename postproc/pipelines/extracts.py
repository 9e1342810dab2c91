"""VTK files of the state: insitu/film_000120.pvtr (one .vtr a rank beside it), all fields, ghost cells marked.  ParaView opens them as a
series.  No picture is made, so no X display is needed."""
from paraview import catalyst, simple

producer = simple.TrivialProducer(registrationName="film")
writer = simple.CreateExtractor("VTR", producer, registrationName="film")
writer.Writer.FileName = "film_{timestep:06d}.pvtr"

options = catalyst.Options()
options.ExtractsOutputDirectory = "."
