import { createHash, randomBytes } from 'node:crypto';
import { type Empreinte, empreinte, nouvelUuid, type Uuid } from '@ppn/core';
import enJsonCanonique from 'canonicalize';
import type { ContenuDeMessage } from './contract.ts';

/** Empreinte salee d'un contenu (RFC 8785) : sans son sel, un texte court ne se retrouve pas depuis le fait. */
export const empreinteDuContenu = (sel: string, contenu: ContenuDeMessage): Empreinte =>
  sha256(`${sel}\n${enJsonCanonique(contenu) ?? ''}`);

/** SHA-256 d'octets ou d'un texte. */
export const sha256 = (donnees: string | Uint8Array): Empreinte =>
  empreinte(createHash('sha256').update(donnees).digest('hex'));

/** Sel neuf, 32 chiffres hexadecimaux. */
export const nouveauSel = (): string => randomBytes(16).toString('hex');

/** Identifiant neuf. */
export const nouvelId = (maintenant: Date): Uuid => nouvelUuid(maintenant.getTime(), randomBytes(10));
