// One pin: pressing the map or moving the pin writes the two fields, writing the fields moves the pin.
const frame = document.querySelector("[data-pin]");
const fields = ["latitude", "longitude"].map((name) => document.getElementById(`id_${name}`));
if (frame && window.L && fields.every(Boolean)) start().catch(() => (frame.hidden = true));

async function start() {
  const asked = frame.dataset;
  frame.hidden = false;
  const map = L.map(frame, { maxZoom: 18, attributionControl: false, zoomAnimation: false });
  map.zoomControl.setPosition("bottomright");
  L.control.scale({ imperial: false }).addTo(map);
  for (const [name, word] of [["in", "地図を大きく"], ["out", "地図を小さく"]]) {
    const button = frame.querySelector(`.leaflet-control-zoom-${name}`);
    button.title = word;
    button.setAttribute("aria-label", word);
  }
  const outlines = await (await fetch(asked.outlines)).json();
  const style = { color: "#4d4d4f", weight: 2, fillColor: "#fff", fillOpacity: asked.tiles ? 0 : 1 };
  const land = L.geoJSON(outlines, { style, interactive: false }).addTo(map);
  if (asked.tiles) L.tileLayer(asked.tiles, { maxZoom: 18, maxNativeZoom: Number(asked.deepest) }).addTo(map);
  const pin = L.marker([36.5, 137.5], { draggable: true, title: "印", icon: L.divIcon({ className: "point here", iconSize: [24, 24] }) });
  const there = () => fields.map((field) => (field.value === "" ? NaN : Number(field.value)));
  const show = (point) => pin.setLatLng(point).addTo(map).getElement()?.setAttribute("aria-label", "印");
  const write = ({ lat, lng }) => {
    fields[0].value = lat.toFixed(6);
    fields[1].value = lng.toFixed(6);
    show([lat, lng]);
  };
  const first = there().every(Number.isFinite) ? there() : asked.address?.split(",").map(Number);
  if (first) map.setView(first, 16);
  else if (land.getBounds().isValid()) map.fitBounds(land.getBounds());
  else map.setView([36.5, 137.5], 5);
  if (there().every(Number.isFinite)) show(there());
  map.on("click", (event) => write(event.latlng));
  pin.on("dragend", () => write(pin.getLatLng()));
  for (const field of fields) {
    field.addEventListener("change", () => {
      if (!there().every(Number.isFinite)) return;
      show(there());
      map.setView(there(), map.getZoom());
    });
  }
  document.body.dataset.mapReady = "1";
}
