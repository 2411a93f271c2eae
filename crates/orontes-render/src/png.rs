//! Turns the map of a brief from SVG into a PNG picture, for documents that take no SVG.
//!
//! The letters are those of the program (Noto Sans), never the machine's: the same map gives the same bytes
//! everywhere. Cost: linear in the pixels and in the shapes.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// Pixels per unit of the drawing: 760 units give 1,520 pixels, the width of a page at 200 dots an inch.
const PIXELS_PER_UNIT: f32 = 2.0;

/// Why a drawing could not be turned into pixels.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// The drawing is no SVG.
    #[error("the drawing cannot be read as SVG")]
    NotSvg(#[source] Box<resvg::usvg::Error>),
    /// The picture is too large, or has no area.
    #[error("a picture of {width} by {height} pixels cannot be made")]
    Size {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// The pixels cannot be packed.
    #[error("the pixels cannot be packed as PNG: {0}")]
    Packing(String),
}

/// Returns a drawing as PNG.
///
/// # Errors
/// Where the drawing is no SVG or has no area.
pub fn png(svg: &str) -> Result<Vec<u8>, PngError> {
    let mut options = Options { font_family: "Noto Sans".into(), ..Options::default() };
    let fonts = Arc::make_mut(&mut options.fontdb);
    fonts.load_font_data(ttf_noto_sans::REGULAR.to_vec());
    fonts.load_font_data(ttf_noto_sans::BOLD.to_vec());
    fonts.set_sans_serif_family("Noto Sans");
    let tree = Tree::from_str(svg, &options).map_err(|it| PngError::NotSvg(Box::new(it)))?;
    let size = tree.size();
    let (width, height) =
        ((size.width() * PIXELS_PER_UNIT).ceil() as u32, (size.height() * PIXELS_PER_UNIT).ceil() as u32);
    let mut pixels = Pixmap::new(width, height).ok_or(PngError::Size { width, height })?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(PIXELS_PER_UNIT, PIXELS_PER_UNIT), &mut pixels.as_mut());
    pixels.encode_png().map_err(|it| PngError::Packing(it.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\" \
        font-family=\"sans-serif\" font-size=\"12\"><text x=\"2\" y=\"14\">WWW</text></svg>";

    #[test]
    fn letters_are_drawn_without_fonts_of_the_machine() {
        let picture = Pixmap::decode_png(&png(DRAWING).unwrap()).unwrap();
        assert_eq!((picture.width(), picture.height()), (80, 40));
        let n_dark = picture.pixels().iter().filter(|it| it.red() < 100).count();
        assert!(n_dark > 50, "only {n_dark} dark pixels: the words are missing");
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        assert!(matches!(png("<p>"), Err(PngError::NotSvg(_))));
    }
}
