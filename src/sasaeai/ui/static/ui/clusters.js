// Points that would lie on each other are drawn as one with their number. A cell of the grid is 80 screen pixels,
// so ten thousand points are one pass over an array (a millisecond) whenever the map comes to rest.
const CELL = 80;
const WORLD = 256;

// World coordinates of Web Mercator at zoom 0, as Leaflet reckons them.
export function projected(points) {
  const x = new Float64Array(points.length);
  const y = new Float64Array(points.length);
  points.forEach(([latitude, longitude], n) => {
    const sine = Math.sin((latitude * Math.PI) / 180);
    x[n] = WORLD * (0.5 + longitude / 360);
    y[n] = WORLD * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
  });
  return { x, y };
}

// Groups of point numbers inside the box (world coordinates), by cell at the zoom; each group with its middle.
export function clustered({ x, y }, zoom, box) {
  const scale = 2 ** zoom;
  const cells = new Map();
  for (let n = 0; n < x.length; n += 1) {
    if (x[n] < box.west || x[n] > box.east || y[n] < box.north || y[n] > box.south) continue;
    const cell = `${Math.floor((x[n] * scale) / CELL)}:${Math.floor((y[n] * scale) / CELL)}`;
    const group = cells.get(cell);
    if (group) group.push(n);
    else cells.set(cell, [n]);
  }
  return [...cells.values()];
}
