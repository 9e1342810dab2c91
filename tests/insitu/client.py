"""pvpython: waits for a run and fetches its surface at every update, a line of JSON each.  usage: client.py PORT LEAVE_AFTER (0: stay)"""
import json
import os
import sys
import time

from paraview import live

port, leave = int(sys.argv[1]), int(sys.argv[2])
link = live.ConnectToCatalyst("localhost", port)
state = {"updates": 0}


def connected(*_):
    state["surface"] = live.ExtractCatalystData(link, "surface")


def updated(*_):
    if "surface" not in state:
        return
    state["surface"].UpdatePipeline()
    info = state["surface"].GetDataInformation()
    T = info.DataInformation.GetCellDataInformation().GetArrayInformation("T")
    if T is None:
        return
    print(json.dumps({"cells": info.GetNumberOfCells(), "T": T.GetComponentRange(0)}), flush=True)
    state["updates"] += 1
    if leave and state["updates"] >= leave:
        os._exit(0)  # in the middle of everything


def closed(*_):
    state["over"] = True


link.AddObserver("ConnectionCreatedEvent", connected)
link.AddObserver("UpdateEvent", updated)
link.AddObserver("ConnectionClosedEvent", closed)
print("waiting", flush=True)
end = time.monotonic() + 60.0
while time.monotonic() < end and "over" not in state:
    live.ProcessServerNotifications()
    time.sleep(0.01)
