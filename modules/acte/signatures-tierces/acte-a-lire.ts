import { createHash } from 'node:crypto';
import { horodate, texteDesBlocs } from '@ppn/core';
import type { Etat } from '@ppn/dossier';
import { refuser } from '@ppn/http';
import { construireActe } from '../composer-acte.ts';
import type { ActeJson, DonneesDuDossier } from '../contract.ts';
import { type Recueil, recueilVide, type SignataireAttendu } from '../domain/recueil-des-signatures.ts';
import { donneesDuDossier } from '../donnees-du-dossier.ts';
import type { ActeInscrit } from '../inscrire.ts';
import type { PortsActe } from '../ports.ts';
import { cosignatairesDe } from '../use-cases/cosignataires.ts';
import type { LigneBrouillon } from '../use-cases/rediger.ts';

/** Un acte tel qu'on le donne a lire : complet, son texte fixe, ses signataires connus. */
export type ActeALire = {
  readonly definition: ActeInscrit;
  /** Sans aucune signature : ce que l'empreinte `texte` du recueil couvre. */
  readonly acte: ActeJson;
  readonly attendus: readonly SignataireAttendu[];
  readonly recueil: Recueil;
  /** Vrai : une identite, un fait ou le texte a change depuis que `ligne.recueil` l'a fixe. */
  readonly change: boolean;
};

/** L'acte a lire, ou le refus qui dit ce qu'il reste a completer : on ne fait pas signer un acte inacheve. */
export async function acteALire(ports: PortsActe, ligne: LigneBrouillon, etat: Etat): Promise<ActeALire> {
  const definition = ports.catalogue.tous.find(({ type }) => type === ligne.type);
  if (!definition) throw refuser(422, 'acte-inconnu', 'Ce type d’acte n’existe pas dans ce service.');
  const donnees = { ...(await donneesDuDossier(ports.dossier, etat)), redacteur: ligne.agent };
  const maintenant = ports.maintenant().toISOString();
  const { manques } = definition.examiner(ligne.contenu, donnees, horodate(maintenant, etat.unite.zone));
  if (manques.length > 0)
    throw refuser(
      409,
      'acte-incomplet',
      `Complétez l’acte avant de le faire signer : ${manques.map(({ phrase }) => phrase).join(' ')}`,
    );
  return fixerLActe(ports, ligne, { definition, donnees });
}

/** L'acte d'un brouillon complet, tel que son recueil l'a fixe, ou tel qu'il est maintenant s'il a change depuis. */
export function fixerLActe(
  ports: PortsActe,
  ligne: LigneBrouillon,
  { definition, donnees }: { readonly definition: ActeInscrit; readonly donnees: DonneesDuDossier },
): ActeALire {
  const cosignataires = cosignatairesDe(ports, definition, ligne);
  const construire = (instant: string): ActeJson =>
    construireActe({
      definition,
      acteId: ligne.acte_id,
      // Le numero de piece n'est pas dans le texte : il est reserve au gel.
      numero: ligne.numero ?? 1,
      contenu: ligne.contenu,
      donnees,
      agent: ligne.agent,
      instant,
      cosignataires,
    });
  const attendus = definition.signataires(ligne.contenu, donnees);
  if (ligne.recueil) {
    const acte = construire(ligne.recueil.redigeA);
    if (empreinteDuTexte(definition, acte) === ligne.recueil.texte)
      return { definition, acte, attendus, recueil: ligne.recueil, change: false };
  }
  const maintenant = ports.maintenant().toISOString();
  const acte = construire(maintenant);
  const recueil = recueilVide(maintenant, empreinteDuTexte(definition, acte));
  return { definition, acte, attendus, recueil, change: ligne.recueil !== null };
}

const empreinteDuTexte = (definition: ActeInscrit, acte: ActeJson): string =>
  createHash('sha256')
    .update(texteDesBlocs(definition.blocs({ ...acte, signatures: [] })))
    .digest('hex');
