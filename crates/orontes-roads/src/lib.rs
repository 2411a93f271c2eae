//! The road network: junctions, links, routes.
