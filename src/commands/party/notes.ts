import { UserError } from '../../core/errors.ts';
import { isBeyond } from '../../core/party/spoilers.ts';
import { hasBegun, trackOf } from '../../core/party/state.ts';
import type { LinerNote } from '../../core/party/types.ts';
import { button, modal } from '../../discord/command.ts';
import type { Component } from '../../discord/command.ts';
import { inServer } from '../../discord/guards.ts';
import { ask, update, whisper } from '../../discord/replies.ts';
import { beyondView, noteEpisodeField, noteEpisodeModal } from '../../views/party-note.ts';
import type { NotePlace } from '../../views/party-note.ts';
import { dramaTitle, noteText } from '../../views/party-parts.ts';
import { routes } from '../../views/routes.ts';
import type { PartyCommandDeps } from './deps.ts';

const guards = [inServer];

/** The private side of notes that give something away. */
export const createNoteComponents = ({
  parties,
  catalogue,
  watched,
  progress,
}: PartyCommandDeps): readonly Component[] => {
  const noteAt = async (guildId: string | null, place: NotePlace): Promise<LinerNote> => {
    const state = await parties.recall(place.party);
    if (state?.party.guildId !== guildId) throw new UserError('expired', {});
    const track = trackOf(state);
    const past = hasBegun(state) ? state.run.history : [];
    const found =
      track?.row.trackId === place.track ? track : past.find(({ row }) => row.trackId === place.track);
    const note = found?.notes[place.note];
    if (note === undefined) throw new UserError('expired', {});
    return note;
  };

  return [
    button(routes.partyNote, {
      guards,
      run: async ({ guildId, userId, text }, { params }) => {
        const note = await noteAt(guildId, params);
        const { spoils } = note;
        const seen = spoils === null ? undefined : (await progress.of(userId)).get(spoils.dramaId);
        if (spoils === null || !isBeyond(spoils, seen))
          return whisper({ content: noteText(catalogue, note, text) });
        return whisper(beyondView(catalogue, params, spoils, seen === 'all' ? undefined : seen, text));
      },
    }),
    button(routes.partyNoteRead, {
      guards,
      run: async ({ guildId, text }, { params }) => {
        const content = noteText(catalogue, await noteAt(guildId, params), text);
        return update({ content, components: [] });
      },
    }),
    button(routes.partyEpisode, {
      guards,
      run: ({ text }, { params }) => ask(noteEpisodeModal(params, text)),
    }),
    modal(routes.partyEpisodeSend, {
      guards,
      run: async ({ guildId, userId, text }, { params, fields }) => {
        const note = await noteAt(guildId, params);
        const typed = (fields[noteEpisodeField] ?? '').trim();
        if (!/^[1-9]\d{0,3}$/.test(typed)) return whisper({ content: text.memory.episodeBad });
        if (note.spoils === null) return update({ content: noteText(catalogue, note, text), components: [] });
        const { dramaId } = note.spoils;
        const episode = Number(typed);
        if (episode >= (catalogue.drama(dramaId)?.episodes ?? Infinity)) {
          await watched.add(userId, dramaId);
          await progress.remove(userId, dramaId);
        } else await progress.set(userId, dramaId, episode);
        const content = isBeyond(note.spoils, episode)
          ? text.party.note.isAt({ drama: dramaTitle(catalogue, dramaId), episode })
          : noteText(catalogue, note, text);
        return update({ content, components: [] });
      },
    }),
  ];
};
