"""pvpython: integrals over a file of extracts, ghost cells left out, as a line of JSON.  usage: integrate.py FILE.pvtp"""
import json
import sys

from paraview import simple

reader = simple.OpenDataFile(sys.argv[1])
reader.UpdatePipeline()
data = reader.GetDataInformation().DataInformation.GetCellDataInformation()
names = [data.GetArrayInformation(k).GetName() for k in range(data.GetNumberOfArrays())]
total = simple.IntegrateVariables(Input=reader)
total.UpdatePipeline()
cells = total.CellData
print(json.dumps({"names": names, **{k: cells[k].GetRange()[0] for k in ("c", "m")}}))
