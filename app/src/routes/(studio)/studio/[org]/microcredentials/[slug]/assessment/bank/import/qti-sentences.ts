import { m } from '#messages';
import type { ItemNote, ItemRefusal, PackageRefusal, QtiImported, QtiRow } from '#domain/assessment/server/api.ts';
import { problemSentences } from '../../[quiz]/[question]/question-form.ts';

const xml = {
  'xml-too-large': m.bank_qti_xml_too_large,
  'xml-not-utf8': m.bank_qti_xml_not_utf8,
  'xml-doctype': m.bank_qti_xml_doctype,
  'xml-broken': m.bank_qti_xml_broken,
  'xml-too-deep': m.bank_qti_xml_too_deep,
};

/** Why a file was not opened. */
export function packageSentence(because: PackageRefusal, detail: string): string {
  const sentences: Record<PackageRefusal, () => string> = {
    ...xml,
    'no-file': m.bank_qti_no_file,
    'not-zip-or-xml': m.bank_qti_not_zip_or_xml,
    'zip-broken': m.bank_qti_zip_broken,
    'zip-unsafe-path': () => m.bank_qti_zip_unsafe_path({ name: detail }),
    'zip-too-large': m.bank_qti_zip_too_large,
    'manifest-broken': m.bank_qti_manifest_broken,
    'too-many-items': m.bank_qti_too_many_items,
    'nothing-in-it': m.bank_qti_nothing_in_it,
  };
  return sentences[because]();
}

/** Why one item can't be taken: what it has that there is no place for, or what it lacks. */
export function itemSentences(row: Extract<QtiRow, { kind: 'refused' }>): readonly string[] {
  if (row.because === 'question-incomplete') return Object.values(problemSentences(row.problems, 'single-choice'));
  const { detail } = row;
  const sentences: Record<Exclude<ItemRefusal, 'question-incomplete'>, () => string> = {
    ...xml,
    'not-an-item': () => m.bank_qti_not_an_item({ name: detail }),
    adaptive: m.bank_qti_adaptive,
    'no-interaction': m.bank_qti_no_interaction,
    'several-interactions': m.bank_qti_several_interactions,
    'interaction-unknown': () => m.bank_qti_interaction_unknown({ name: detail }),
    'media-in-text': () => m.bank_qti_media_in_text({ name: detail }),
    'no-correct-answer': m.bank_qti_no_correct_answer,
    'too-many-answers': () => m.bank_qti_too_many_answers({ count: detail }),
    'text-too-long': m.bank_qti_text_too_long,
    'several-matches': m.bank_qti_several_matches,
    'bar-in-gap': m.bank_qti_bar_in_gap,
    'shape-unknown': () => m.bank_qti_shape_unknown({ name: detail }),
    'picture-missing': () => m.bank_qti_picture_missing({ name: detail }),
    'picture-refused': () => m.bank_qti_picture_refused({ name: detail }),
    'file-missing': () => m.bank_qti_file_missing({ name: detail }),
  };
  return [sentences[row.because]()];
}

/** What of an item that is taken is otherwise here. */
export function noteSentence(note: ItemNote): string {
  const sentences: Record<ItemNote, () => string> = {
    'weights-left-out': m.bank_qti_weights_left_out,
    'feedback-left-out': m.bank_qti_feedback_left_out,
    'regions-unnamed': m.bank_qti_regions_unnamed,
    'marked-in-shares': m.bank_qti_marked_in_shares,
  };
  return sentences[note]();
}

export function importSentence(because: Extract<QtiImported, { kind: 'refused' }>['because']): string {
  return because === 'no-outcome' ? m.bank_qti_no_outcome() : m.bank_qti_upload_gone();
}
