// The map beside a list. Without scripts the list stands alone; without tiles the boundaries stay.
import { clustered, projected } from "./clusters.js";

const DEEPEST = 18;
// So many of the nearest places are seen at once beside the point that was asked for.
const NEAREST = 8;
const box = document.querySelector("[data-map]");
if (box && window.L) start(box).catch(() => (box.hidden = true));

async function start(frame) {
  const asked = frame.dataset;
  frame.hidden = false;
  // An explicit maxZoom: the tile layer, which would give one, may be taken away.
  const map = L.map(frame, { maxZoom: DEEPEST, zoomSnap: 1, attributionControl: false, zoomAnimation: false });
  map.zoomControl.setPosition("bottomright");
  L.control.scale({ imperial: false }).addTo(map);
  for (const [name, word] of [["zoomin", "地図を大きく"], ["zoomout", "地図を小さく"]]) {
    for (const button of document.querySelectorAll(`.leaflet-control-${name.replace("zoom", "zoom-")}`)) {
      button.title = word;
      button.setAttribute("aria-label", word);
    }
  }
  const [outlines, found] = await Promise.all(
    [asked.outlines, asked.points].map(async (url) => (await fetch(url)).json()),
  );
  const land = L.geoJSON(outlines, {
    style: { color: "#4d4d4f", weight: 2, fillColor: "#fff", fillOpacity: asked.tiles ? 0 : 1 },
    interactive: false,
    onEachFeature: (area, shape) =>
      shape.bindTooltip(nameOf(area), {
        permanent: true,
        direction: "center",
        className: "area-name",
      }),
  });
  look(map, land, found.points, asked);
  if (asked.tiles) addTiles(map, asked);
  land.addTo(map);
  drawPoints(map, found.points, asked);
  markSpecial(map, asked);
  document.body.dataset.mapReady = String(Math.round(performance.now()));
}

// A name is written as text, never as markup.
function nameOf(area) {
  const words = document.createElement("span");
  words.textContent = area.properties.name;
  return words;
}

// Where to look first: the point asked for, else all points found, else the boundaries.
function look(map, land, points, asked) {
  if (asked.here) {
    map.setView(asked.here.split(",").map(Number), 16);
    return;
  }
  if (asked.near) {
    const [latitude, longitude] = asked.near.split(",").map(Number);
    const away = ([y, x]) => Math.hypot(y - latitude, (x - longitude) * Math.cos((latitude * Math.PI) / 180));
    const nearest = [...points].sort((a, b) => away(a) - away(b)).slice(0, NEAREST);
    const around = L.latLngBounds([[latitude, longitude], ...nearest.map(([y, x]) => [y, x])]);
    map.fitBounds(around, { padding: [32, 32], maxZoom: 16 });
    return;
  }
  const bounds = L.latLngBounds(points.map(([y, x]) => [y, x]));
  if (!bounds.isValid()) bounds.extend(land.getBounds());
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: 15 });
  else map.setView([36.5, 137.5], 5);
}

// Tiles that cannot be reached are taken away after the fourth failure: the boundaries are map enough.
function addTiles(map, asked) {
  let failed = 0;
  const tiles = L.tileLayer(asked.tiles, { maxZoom: DEEPEST, maxNativeZoom: Number(asked.deepest) });
  tiles.on("tileerror", () => {
    failed += 1;
    if (failed === 4) tiles.remove();
  });
  tiles.addTo(map);
}

function drawPoints(map, points, asked) {
  const flat = projected(points);
  const layer = L.layerGroup().addTo(map);
  const draw = () => {
    layer.clearLayers();
    const zoom = map.getZoom();
    const seen = map.getPixelBounds();
    const scale = 2 ** zoom;
    const inside = { west: seen.min.x / scale, east: seen.max.x / scale, north: seen.min.y / scale, south: seen.max.y / scale };
    for (const group of clustered(flat, zoom, inside)) {
      layer.addLayer(group.length === 1 ? pointMarker(points[group[0]], asked) : clusterMarker(map, group, points, asked));
    }
  };
  map.on("moveend", draw);
  draw();
}

function pointMarker([latitude, longitude, key, name, off], asked) {
  const icon = L.divIcon({ className: off ? "point off" : "point", iconSize: [24, 24] });
  return named(L.marker([latitude, longitude], { icon, title: name }), name).bindPopup(() => popup([[key, name, off]], asked));
}

function clusterMarker(map, group, points, asked) {
  const middle = [0, 1].map((axis) => group.reduce((sum, n) => sum + points[n][axis], 0) / group.length);
  const size = group.length > 99 ? 52 : 44;
  const icon = L.divIcon({ className: "cluster", html: String(group.length), iconSize: [size, size] });
  const words = `${group.length}か所`;
  const marker = named(L.marker(middle, { icon, title: words }), words);
  marker.on("click keypress", () => {
    if (map.getZoom() < DEEPEST) map.setView(middle, Math.min(DEEPEST, map.getZoom() + 2));
    else marker.unbindPopup().bindPopup(popup(group.map((n) => points[n].slice(2)), asked)).openPopup();
  });
  return marker;
}

function named(marker, words) {
  return marker.on("add", () => {
    const drawn = marker.getElement();
    drawn?.setAttribute("aria-label", words);
    if (drawn && !drawn.hasAttribute("role")) drawn.setAttribute("role", "img");
  });
}

// Names are written as text, never as markup.
function popup(places, asked) {
  const list = document.createElement("div");
  for (const [key, name, off] of places) {
    const line = document.createElement("p");
    const link = document.createElement("a");
    link.href = `${asked.place}${key}/`;
    link.textContent = name;
    line.append(link, off ? "（休止中）" : "");
    list.append(line);
  }
  return list;
}

function markSpecial(map, asked) {
  const there = asked.here || asked.near;
  if (!there) return;
  const icon = L.divIcon({ className: "point here", iconSize: [20, 20] });
  const words = asked.nearName || "ここ";
  named(L.marker(there.split(",").map(Number), { icon, title: words, keyboard: false }), words).addTo(map);
}
