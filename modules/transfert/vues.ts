import type * as z from 'zod';
import { depot as schemaDepot, preparation as schemaPreparation, type VueDeDepot } from './contract.ts';
import { type Depot, suiviDe, toutRemis } from './domain/depot.ts';
import { regleDeTransfert } from './domain/regles-de-transfert.ts';
import type { PortsTransfert } from './ports.ts';
import { echeanceOfferte, raisonDe } from './supervision/etat-du-stockage.ts';
import { verdictsConnus } from './use-cases/examiner-les-envois.ts';
import type { Preparation } from './use-cases/preparer-depot.ts';
import { fichiersARenvoyer } from './use-cases/redeposer.ts';

/** Un depot, vu de `qui` : un destinataire n'y voit que son propre suivi et les recepisses qui le concernent. */
export async function vueDuDepot(ports: PortsTransfert, depot: Depot, qui: string): Promise<VueDeDepot> {
  const { depose } = depot;
  const moi = depose.expediteur.id === qui ? 'expediteur' : 'destinataire';
  const montres = depose.destinataires.filter(({ id }) => moi === 'expediteur' || id === qui);
  const { db } = ports;
  const livraisons = await db
    .selectFrom('depot_livraison')
    .select(['destinataire', 'fichier', 'octets'])
    .where('depot', '=', depose.depot)
    .execute();
  const enAttente = await db
    .selectFrom('depot_courrier')
    .select('destinataire')
    .where('depot', '=', depose.depot)
    .where('etat', '=', 'a-envoyer')
    .execute();
  const lisible = depot.etat === 'disponible' && moi === 'destinataire';
  const chemin = depose.droits === 'telecharger' ? 'telechargements' : 'lectures';
  const { valeur, article, aVerifier } = regleDeTransfert('reception', depose.deposeA.slice(0, 10));
  return schemaDepot.parse({
    id: depose.depot,
    zone: depose.zone,
    etat: depot.etat,
    objet: depose.objet,
    idj: depose.idj,
    nature: depose.nature,
    droits: depose.droits,
    expediteur: depose.expediteur,
    deposeA: depose.deposeA,
    echeance: depot.echeance,
    echeanceMax: await echeanceOfferte(ports, depot),
    conservation: depose.offerte === undefined ? null : raisonDe(depose.offerte),
    finA: depot.finA,
    remplace: depose.remplace ?? null,
    motifDeRetrait: depot.motifDeRetrait,
    efface: depot.efface,
    moi,
    fichiers: depose.fichiers.map((fichier) => ({
      ...fichier,
      adresse: lisible ? `/${chemin}/${depose.depot}/${fichier.id}` : null,
    })),
    zip: lisible && depose.droits === 'telecharger' ? `/telechargements/${depose.depot}.zip` : null,
    suivis: montres.map((destinataire) => {
      const { aviseA, refus, ouvertA, par, remis } = suiviDe(depot, destinataire.id);
      const siens = livraisons.filter((ligne) => ligne.destinataire === destinataire.id);
      return {
        destinataire,
        aviseA,
        refus: refus ?? refusDuPassage(depot, destinataire.id),
        avisEnAttente: enAttente.some((ligne) => ligne.destinataire === destinataire.id),
        ouvertA,
        delegataires: [...par],
        remis: Object.fromEntries(remis),
        octets: octetsSortis(siens),
        etat: toutRemis(depot, destinataire.id) ? 'remis' : ouvertA ? 'ouvert' : aviseA ? 'avise' : 'depose',
      };
    }),
    recepisses: depot.recepisses
      .filter(({ destinataire }) => moi === 'expediteur' || destinataire === null || destinataire === qui)
      .map(({ genre, destinataire, empreinte, a }) => ({
        genre,
        destinataire,
        etabliA: a,
        adresse: `/api/depots/${depose.depot}/recepisses/${empreinte}`,
      })),
    reception: { valeur, article, aVerifier },
  });
}

const MOTIFS_DE_PASSAGE: Readonly<Record<string, string>> = {
  'destinataire-inconnu': 'il n’est plus à l’annuaire de PLEX',
  'consentement-absent':
    'aucun consentement n’est enregistré pour cette procédure (803-1, II CPP) : enregistrez-le s’il existe, puis redéposez',
};

/** Pourquoi l'autre zone ne l'a pas pris ; nul si elle l'a pris, ou n'a pas encore repondu. */
function refusDuPassage({ refuses }: Depot, destinataire: string): string | null {
  const motif = refuses.get(destinataire);
  return motif === undefined ? null : (MOTIFS_DE_PASSAGE[motif] ?? motif);
}

/** Par fichier, le mode qui est alle le plus loin : lu puis enregistre, un fichier ne compte pas deux fois. */
function octetsSortis(lignes: readonly { readonly fichier: string; readonly octets: number }[]): number {
  const parFichier = new Map<string, number>();
  for (const { fichier, octets } of lignes)
    parFichier.set(fichier, Math.max(parFichier.get(fichier) ?? 0, octets));
  return [...parFichier.values()].reduce((total, octets) => total + octets, 0);
}

/** Un depot en preparation, ses envois et ou les creer. */
export async function vueDeLaPreparation(
  ports: PortsTransfert,
  { demande, jour, prepare, remplace }: Preparation,
): Promise<z.infer<typeof schemaPreparation>> {
  const { annuaire, entrepot, tailleMax } = ports;
  // Un annuaire muet ne cache pas la preparation : l'ecran dit qu'un destinataire ne se retrouve pas.
  const trouver = async (id: string) => annuaire.trouver(id);
  const [envois, verdicts, connus, aRenvoyer] = await Promise.all([
    entrepot.lister(demande.id),
    verdictsConnus(ports, demande.id),
    Promise.all(demande.destinataires.map((id) => trouver(id).catch(() => undefined))),
    fichiersARenvoyer(ports, { remplace, demande }),
  ]);
  return schemaPreparation.parse({
    demande,
    prepare: prepare ?? null,
    remplace: remplace === undefined ? null : { depot: remplace, aRenvoyer },
    destinataires: connus.filter((connu) => connu !== undefined),
    echeance: jour,
    televersements: `/televersements/${demande.id}`,
    tailleMax,
    envois: envois.map(({ id, nom, longueur, sha256 }) => {
      const verdict = verdicts.get(id);
      const examen = verdict ? { refus: verdict.refus?.phrase ?? null, reserves: verdict.reserves } : null;
      return { id, nom, longueur, sha256, examen };
    }),
  });
}
