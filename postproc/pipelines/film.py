"""Movie of the film in relief: insitu/film_000120.png, ... one picture a call.  Colours, relief and size are keys of the section insitu."""
import json
import os

from paraview import simple

from run_settings import film_view, result, settings

producer = simple.TrivialProducer(registrationName="film")
view = simple.CreateRenderView(ViewSize=[settings()["width"], settings()["height"]])
film = film_view(producer, view)


def keep_exaggeration():
    """A run that is continued goes on with the heights of its first pictures."""
    path = result("film.json")
    if film.exaggeration is None and os.path.exists(path):
        with open(path) as f:
            film.set_exaggeration(json.load(f)["exaggeration"])
    film.choose_exaggeration()
    if not os.path.exists(path):
        with open(f"{path}.{os.getpid()}", "w") as f:
            json.dump({"exaggeration": film.exaggeration}, f)
        os.replace(f.name, path)


def catalyst_execute(info):
    if film.exaggeration is None:
        keep_exaggeration()
    view.ViewTime = info.time
    film.update(info.time)
    simple.SaveScreenshot(result(f"film_{info.timestep:06d}.png"), view, ImageResolution=[settings()["width"], settings()["height"]])
