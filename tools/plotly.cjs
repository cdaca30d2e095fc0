// What of plotly.js the kit's figures need: lines and points (which every bundle has), and the radar.
const Plotly = require("plotly.js/lib/core");

Plotly.register([require("plotly.js/lib/scatterpolar")]);

module.exports = Plotly;
