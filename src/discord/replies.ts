import type {
  APIEmbed,
  APIModalInteractionResponseCallbackData,
  AttachmentPayload,
  APIMessageTopLevelComponent,
} from 'discord.js';

/** What a message shows. Views make them; the edge adds who may see it and that it mentions nobody. */
export interface View {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly components?: readonly APIMessageTopLevelComponent[];
  readonly files?: readonly AttachmentPayload[];
}

/** The one answer to an interaction, as data: the dispatcher sends it in the way its deferral asks for. */
export type Reply =
  | { readonly kind: 'public'; readonly view: View }
  | { readonly kind: 'private'; readonly view: View }
  /** Changes the message the component is on. */
  | { readonly kind: 'update'; readonly view: View }
  | { readonly kind: 'modal'; readonly modal: APIModalInteractionResponseCallbackData }
  /** The component is taken note of and the message stays as it is. */
  | { readonly kind: 'silent' };

export const say = (view: View): Reply => ({ kind: 'public', view });
export const whisper = (view: View): Reply => ({ kind: 'private', view });
export const update = (view: View): Reply => ({ kind: 'update', view });
export const ask = (modal: APIModalInteractionResponseCallbackData): Reply => ({ kind: 'modal', modal });
export const silently: Reply = { kind: 'silent' };
