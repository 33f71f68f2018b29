import type { Command } from '../../src/discord/command.ts';

interface Node {
  readonly name: string;
  readonly type?: number;
  readonly description?: string;
  readonly options?: readonly Node[];
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
}

export interface CommandPath {
  /** `quiz start mode` */
  readonly path: string;
  readonly node: Node;
  /** Of the commands, subcommands or options beside it, itself too. */
  readonly siblings: readonly string[];
}

const below = (nodes: readonly Node[], parent: string): readonly CommandPath[] => {
  const pathOf = ({ name }: Node) => (parent === '' ? name : `${parent} ${name}`);
  const siblings = nodes.map(pathOf);
  return nodes.flatMap((node) => [
    { path: pathOf(node), node, siblings },
    ...below(node.options ?? [], pathOf(node)),
  ]);
};

/** Every command, subcommand and option there is. */
export const commandPaths = (commands: readonly Command[]): readonly CommandPath[] =>
  below(
    commands.map(({ data }) => data as Node),
    '',
  );
