//! Turns two neighbouring expressions into one range, and the words before an expression into its edge.

use super::form::{Calendar, Expression, Form};
use crate::lexeme::Lexeme;
use crate::number::numeral::word;
use crate::words::english;
use orontes_model::Edge;

/// Joins "from Monday to Wednesday" and the like, and reads the edge of every expression.
pub(crate) fn joined(lexemes: &[Lexeme<'_>], found: Vec<Expression>) -> Vec<Expression> {
    let mut kept: Vec<Expression> = Vec::with_capacity(found.len());
    for it in found {
        match kept.last().filter(|last| forms_range(lexemes, last, &it)) {
            Some(_) => {
                if let Some(first) = kept.pop() {
                    kept.push(range(first, it));
                }
            }
            None => kept.push(it),
        }
    }
    kept.iter_mut().for_each(|it| it.edge = edge(lexemes, it));
    kept
}

fn forms_range(lexemes: &[Lexeme<'_>], first: &Expression, second: &Expression) -> bool {
    if second.start != first.end + 1 || !is_point(&first.form) || !is_point(&second.form) {
        return false;
    }
    let before = first.start.checked_sub(1).and_then(|it| word(lexemes, it)).unwrap_or("");
    let same_sort = std::mem::discriminant(&first.form) == std::mem::discriminant(&second.form);
    match word(lexemes, first.end).unwrap_or("") {
        "to" | "through" | "until" | "till" | "thru" => before == "from" || same_sort,
        "and" => before == "between",
        "-" | "–" | "—" => same_sort,
        _ => false,
    }
}

fn is_point(form: &Form) -> bool {
    match form {
        Form::Calendar(_)
        | Form::Slashes { .. }
        | Form::Season { .. }
        | Form::ShiftedMonth { .. }
        | Form::Decade(_)
        | Form::Century(_)
        | Form::Weekday { .. }
        | Form::OfDay
        | Form::Ago { .. }
        | Form::Unit { .. } => true,
        Form::Overnight
        | Form::PartOfUnit { .. }
        | Form::Stretch { .. }
        | Form::Duration { .. }
        | Form::Set(_)
        | Form::FromBefore { .. }
        | Form::Reference(_)
        | Form::Range(..) => false,
    }
}

fn range(mut first: Expression, mut second: Expression) -> Expression {
    if let (Form::Calendar(a), Form::Calendar(b)) = (&mut first.form, &mut second.form) {
        share_year(a, b);
    }
    let (start, end) = (first.start, second.end);
    Expression::plain(start, end, Form::Range(Box::new(first), Box::new(second)))
}

/// "from November 27 to January 3, 2025" begins in 2024.
fn share_year(first: &mut Calendar, second: &mut Calendar) {
    let order = (first.month, first.day) > (second.month, second.day);
    match (first.year, second.year) {
        (None, Some(year)) => first.year = Some(year - i16::from(order)),
        (Some(year), None) => second.year = Some(year + i16::from(order)),
        (None, None) | (Some(_), Some(_)) => {}
    }
}

fn edge(lexemes: &[Lexeme<'_>], it: &Expression) -> Edge {
    // "from 3 to 7 May" is a range, not a beginning.
    if matches!(&it.form, Form::Calendar(date) if date.last_day.is_some()) {
        return Edge::At;
    }
    let has_point = !matches!(
        it.form,
        Form::Duration { .. } | Form::Set(_) | Form::Range(..) | Form::Reference(_) | Form::Stretch { .. }
    );
    // "before", "the" and "of" may stand between the preposition and the first lexeme of the expression.
    let open = it.start
        - usize::from(it.start > 0 && matches!(word(lexemes, it.start - 1), Some("the" | "-" | "–")));
    let reach = open.saturating_sub(4)..open;
    let found = reach.into_iter().find_map(|from| {
        english().find("edge", lexemes, from).filter(|(_, end)| *end == open).map(|(value, _)| value)
    });
    found.filter(|_| has_point).and_then(Edge::from_word).unwrap_or(Edge::At)
}
