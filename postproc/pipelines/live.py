"""Shows a waiting ParaView the film as it is now; insitu.live says where it waits.  Nothing is written and no X display is needed.

What ParaView can fetch is named `surface`: the bath with its film, as quadrilaterals, with all fields."""
from paraview import simple

producer = simple.TrivialProducer(registrationName="film")
bath = simple.Threshold(Input=producer, Scalars=["CELLS", "mask"], LowerThreshold=0.5, UpperThreshold=1.5, ThresholdMethod="Between")
surface = simple.ExtractSurface(Input=bath, registrationName="surface")


def catalyst_execute(info):
    surface.UpdatePipeline(info.time)
