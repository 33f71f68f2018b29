import { createHash, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { createReader, uint16, uint32, uint64, vector, type ByteReader } from './bytes.ts';

/**
 * The little of MLS a voice server needs: it signs proposals as the group's external sender and reads who commits to
 * which of them. It never holds a secret of the group.
 * Sources: RFC 9420; https://daveprotocol.com (protocol version 1: ciphersuite 2, basic credentials only).
 */
const MLS_10 = uint16(1);
const PUBLIC_MESSAGE = 1;
const KEY_PACKAGE_MESSAGE = 5;
const CIPHERSUITE = 2;
const BASIC_CREDENTIAL = 1;
const SENDER = { member: 1, external: 2 } as const;
const CONTENT = { proposal: 2, commit: 3 } as const;
const PROPOSAL = { add: 1, remove: 3 } as const;
const LEAF_SOURCE = { keyPackage: 1, commit: 3 } as const;

export type ExternalSender = {
  /** What op 25 carries. */
  readonly credential: Buffer;
  sign: (label: string, content: Uint8Array) => Buffer;
};

const labelled = (label: string, content: Uint8Array): Buffer =>
  Buffer.concat([vector(Buffer.from(`MLS 1.0 ${label}`)), vector(content)]);

/** An uncompressed point on P-256, as MLS writes public keys. */
const pointOf = (key: KeyObject): Buffer => {
  const { x, y } = key.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from([4]),
    Buffer.from(x ?? '', 'base64url'),
    Buffer.from(y ?? '', 'base64url'),
  ]);
};

const keyOfPoint = (point: Buffer): KeyObject =>
  createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33, 65).toString('base64url'),
    },
  });

export const createExternalSender = (): ExternalSender => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const identity = Buffer.from('playground voice server');
  return {
    credential: Buffer.concat([vector(pointOf(publicKey)), uint16(BASIC_CREDENTIAL), vector(identity)]),
    sign: (label, content) => sign('sha256', labelled(label, content), privateKey),
  };
};

const readLeafNode = (reader: ByteReader) => {
  reader.vector(); // encryption key
  const signatureKey = reader.vector();
  if (reader.uint16() !== BASIC_CREDENTIAL) throw new RangeError('Only basic credentials are allowed.');
  const identity = reader.vector();
  for (let list = 0; list < 5; list += 1) reader.vector(); // capabilities
  const source = reader.uint8();
  if (source === LEAF_SOURCE.keyPackage) {
    reader.uint64();
    reader.uint64();
  } else if (source === LEAF_SOURCE.commit) {
    reader.vector(); // parent hash
  }
  reader.vector(); // extensions
  reader.vector(); // signature
  return { signatureKey, identity };
};

/** @throws RangeError for a package that is malformed, not signed by its owner, or somebody else's. */
export const readKeyPackage = (message: Buffer, userId: string): Buffer => {
  // The protocol says MLSMessage; clients built on davey or libdave send the bare key package.
  const isWrapped = message.length > 4 && message.readUInt16BE(2) === KEY_PACKAGE_MESSAGE;
  const keyPackage = isWrapped ? message.subarray(4) : message;
  const reader = createReader(keyPackage);
  if (reader.uint16() !== 1 || reader.uint16() !== CIPHERSUITE)
    throw new RangeError('Not ciphersuite 2 of MLS 1.0.');
  reader.vector(); // init key
  const { signatureKey, identity } = readLeafNode(reader);
  reader.vector(); // extensions
  const signedUntil = reader.offset;
  const signature = reader.vector();
  if (!reader.atEnd) throw new RangeError('There is more after the key package.');
  if (!identity.equals(uint64(BigInt(userId)))) throw new RangeError('The key package names another user.');
  const signed = labelled('KeyPackageTBS', keyPackage.subarray(0, signedUntil));
  if (!verify('sha256', signed, keyOfPoint(signatureKey), signature))
    throw new RangeError('The signature of the key package is wrong.');
  return keyPackage;
};

export type ProposalAct = { kind: 'add'; keyPackage: Buffer } | { kind: 'remove'; leafIndex: number };

export type SignedProposal = {
  message: Buffer;
  /** The hash by which a commit or a revocation refers to it. */
  reference: Buffer;
};

export const signProposal = (
  sender: ExternalSender,
  group: { id: bigint; epoch: bigint },
  act: ProposalAct,
): SignedProposal => {
  const body =
    act.kind === 'add'
      ? Buffer.concat([uint16(PROPOSAL.add), act.keyPackage])
      : Buffer.concat([uint16(PROPOSAL.remove), uint32(act.leafIndex)]);
  const content = Buffer.concat([
    vector(uint64(group.id)),
    uint64(group.epoch),
    Buffer.from([SENDER.external]),
    uint32(0), // which of the external senders
    vector(), // authenticated data
    Buffer.from([CONTENT.proposal]),
    body,
  ]);
  const wireFormat = uint16(PUBLIC_MESSAGE);
  const signature = vector(sender.sign('FramedContentTBS', Buffer.concat([MLS_10, wireFormat, content])));
  const authenticated = Buffer.concat([wireFormat, content, signature]);
  return {
    message: Buffer.concat([MLS_10, authenticated]),
    reference: createHash('sha256').update(labelled('Proposal Reference', authenticated)).digest(),
  };
};

export type ReadCommit = {
  groupId: bigint;
  epoch: bigint;
  leafIndex: number;
  references: Buffer[];
  /** The commit alone. */
  message: Buffer;
  /** What came after it. */
  welcome: Buffer | undefined;
};

const readReferences = (proposals: Buffer): Buffer[] => {
  const references: Buffer[] = [];
  const reader = createReader(proposals);
  while (!reader.atEnd) {
    if (reader.uint8() !== 2)
      throw new RangeError('A commit may only refer to proposals of the voice server.');
    references.push(reader.vector());
  }
  return references;
};

/** @throws RangeError when it is not a commit of a member. */
export const readCommit = (payload: Buffer): ReadCommit => {
  const reader = createReader(payload);
  if (reader.uint16() !== 1 || reader.uint16() !== PUBLIC_MESSAGE)
    throw new RangeError('Not a public MLS message.');
  const groupId = reader.vector().readBigUInt64BE();
  const epoch = reader.uint64();
  if (reader.uint8() !== SENDER.member) throw new RangeError('Not from a member.');
  const leafIndex = reader.uint32();
  reader.vector(); // authenticated data
  if (reader.uint8() !== CONTENT.commit) throw new RangeError('Not a commit.');
  const references = readReferences(reader.vector());
  if (reader.uint8() === 1) {
    readLeafNode(reader);
    reader.vector(); // path
  }
  reader.vector(); // signature
  reader.vector(); // confirmation tag
  reader.vector(); // membership tag
  const message = payload.subarray(0, reader.offset);
  return {
    groupId,
    epoch,
    leafIndex,
    references,
    message,
    welcome: reader.atEnd ? undefined : payload.subarray(reader.offset),
  };
};
