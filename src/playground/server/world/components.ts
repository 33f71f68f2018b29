import { ComponentType } from 'discord-api-types/v10';

/** A component seen without its exact type: what all of them may have. */
export type AnyComponent = {
  type: number;
  id?: number;
  custom_id?: string;
  disabled?: boolean;
  label?: string;
  url?: string;
  style?: number;
  options?: { label: string; value: string; description?: string; default?: boolean }[];
  min_values?: number;
  max_values?: number;
  min_length?: number;
  max_length?: number;
  required?: boolean;
  channel_types?: number[];
  components?: AnyComponent[];
  component?: AnyComponent;
  accessory?: AnyComponent;
};

/** Every component of a tree, parents first. */
export const eachComponent = function* (components: readonly unknown[]): Generator<AnyComponent> {
  for (const node of components as readonly AnyComponent[]) {
    yield node;
    if (node.components) yield* eachComponent(node.components);
    if (node.component) yield* eachComponent([node.component]);
    if (node.accessory) yield* eachComponent([node.accessory]);
  }
};

const SELECTS: ReadonlySet<number> = new Set([
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
]);

export const isSelect = (component: AnyComponent): boolean => SELECTS.has(component.type);
