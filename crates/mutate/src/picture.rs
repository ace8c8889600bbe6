//! Files with text: PDF pages, drawn pages, QR codes.

use std::fmt::Write as _;
use std::io::Cursor;
use std::sync::Arc;

use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::Pdf;
use image::{GrayImage, ImageFormat, Luma};
use rxing::qrcode::common::ErrorCorrectionLevel;
use rxing::qrcode::encoder::qrcode_encoder;

/// Lines on one page; what is longer is cut, as nobody reads it.
const LINES: usize = 60;

/// One page with `lines` in Helvetica of 11 points (ISO 32000-1); characters beyond Latin-1 become `?`.
pub(crate) fn pdf(lines: &[String]) -> Vec<u8> {
    let mut drawing = String::from("BT /F1 11 Tf 14 TL 50 800 Td\n");
    for line in lines.iter().take(LINES) {
        let _ = writeln!(drawing, "({}) Tj T*", literal(line));
    }
    drawing.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R \
         /Resources << /Font << /F1 3 0 R >> >> >>"
            .to_owned(),
        format!(
            "<< /Length {} >>\nstream\n{drawing}\nendstream",
            drawing.len()
        ),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (number, object) in (1..).zip(&objects) {
        let _ = writeln!(places, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let table = file.len();
    let _ = write!(
        file,
        "xref\n0 6\n0000000000 65535 f \n{places}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    );
    file.into_bytes()
}

/// The characters of a literal string, those beyond ASCII as octal escapes.
fn literal(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            '(' | ')' | '\\' => {
                text.push('\\');
                text.push(character);
            }
            ' '..='~' => text.push(character),
            '\u{A0}'..='\u{FF}' => {
                let _ = write!(text, "\\{:03o}", u32::from(character));
            }
            _ => text.push('?'),
        }
    }
    text
}

/// `lines` drawn on a white page.
pub(crate) fn png(lines: &[String]) -> Option<Vec<u8>> {
    const SCALE: f32 = 2.0;
    let pdf = Pdf::new(Arc::new(pdf(lines))).ok()?;
    let page = pdf.pages().first()?;
    let render = RenderSettings {
        hinting: false,
        ..RenderSettings::default()
    };
    let pixmap = PixmapSettings {
        x_scale: SCALE,
        y_scale: SCALE,
        bg_color: WHITE,
    };
    let cache = RenderCache::new();
    let drawn = hayro::render(
        page,
        &cache,
        &InterpreterSettings::default(),
        &render,
        &pixmap,
    );
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let (pixels, _) = drawn.data_as_u8_slice().as_chunks::<4>();
    let grey = pixels.iter().map(|it| it[1]).collect();
    encode(&GrayImage::from_raw(width, height, grey)?)
}

/// The QR code of `data` (ISO/IEC 18004), six pixels a module, with a quiet zone of four modules.
pub(crate) fn qr(data: &str) -> Option<Vec<u8>> {
    const MODULE: u32 = 6;
    const QUIET: u32 = 4;
    let code = qrcode_encoder::encode(data, ErrorCorrectionLevel::M).ok()?;
    let matrix = code.getMatrix().as_ref()?;
    let side = matrix.getWidth();
    let pixels = (side + 2 * QUIET) * MODULE;
    let picture = GrayImage::from_fn(pixels, pixels, |x, y| {
        let module = |it: u32| (it / MODULE).checked_sub(QUIET).filter(|it| *it < side);
        let dark = match (module(x), module(y)) {
            (Some(x), Some(y)) => matrix.get(x, y) == 1,
            _ => false,
        };
        Luma([if dark { 0 } else { 255 }])
    });
    encode(&picture)
}

fn encode(picture: &GrayImage) -> Option<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).ok()?;
    Some(bytes.into_inner())
}
