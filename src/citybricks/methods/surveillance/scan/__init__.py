"""Where and when cases cluster: the scan statistics of Kulldorff."""

from citybricks.methods.surveillance.scan.cluster import Cluster
from citybricks.methods.surveillance.scan.permutation import space_time_permutation
from citybricks.methods.surveillance.scan.poisson import poisson_scan
from citybricks.methods.surveillance.scan.zones import Zones, circles, ellipses

__all__ = ["Cluster", "Zones", "circles", "ellipses", "poisson_scan", "space_time_permutation"]
