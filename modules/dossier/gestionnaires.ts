import { ObjetAbsent, ObjetAltere } from '@ppn/blob-store';
import { empreinte as versEmpreinte, isUuid } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { envoyerOctets, type Gestionnaires, RefusHttp, refuser } from '@ppn/http';
import type { FastifyRequest } from 'fastify';
import { acceder, type AccesDemande, type Etat } from './acces.ts';
import type {
  contratBoite,
  contratDepots,
  contratLecture,
  contratProcedures,
  Juridictions,
} from './contract.ts';
import { listerDossiers } from './listes.ts';
import type { PortsDossier } from './ports.ts';
import { deposerFichier, retirerFichier } from './use-cases/deposer-fichier.ts';
import { ouvrirProcedure } from './use-cases/ouvrir-procedure.ts';
import { retirerFait, retirerPersonne, saisirFait, saisirPersonne } from './use-cases/saisir.ts';
import { signalerIncident } from './use-cases/signaler-incident.ts';
import { completude, transmettre } from './use-cases/transmettre.ts';
import { confier, magistratsDe } from './use-cases/confier.ts';
import { lecteursPossibles } from './use-cases/lecteurs-possibles.ts';
import { vueAu } from './vue-passee.ts';
import { vueDuDossier } from './vue.ts';

const adresseDe = (brute: FastifyRequest): string => brute.ip;

/** Gestionnaires de l'unite d'enquete. `tailleMax` : octets admis par fichier. */
export function gestionnairesProcedures(
  ports: PortsDossier,
  reglages: { readonly juridictions: Juridictions },
): Gestionnaires<typeof contratProcedures, Agent> {
  const ouvrir = (
    demande: {
      readonly agent: Agent;
      readonly params: { readonly idj: string };
      readonly brute: FastifyRequest;
    },
    action: 'rediger' | 'transmettre',
    libelle: string,
  ) =>
    acceder(ports, {
      agent: demande.agent,
      idj: demande.params.idj,
      action,
      adresse: adresseDe(demande.brute),
      libelle,
    });
  return {
    'GET /api/dossiers': async ({ agent, requete }) => listerDossiers(ports, agent, requete.q),
    'POST /api/dossiers': async ({ agent, corps }) => ouvrirProcedure(ports, agent, corps),
    'PUT /api/dossiers/:idj/personnes/:id': async (demande) => {
      await ouvrir(demande, 'rediger', 'saisir une personne');
      return saisirPersonne(ports, demande.params.idj, {
        ...demande.corps,
        id: exigerUuid(demande.params.id),
      });
    },
    'DELETE /api/dossiers/:idj/personnes/:id': async (demande) => {
      await ouvrir(demande, 'rediger', 'retirer une personne');
      await retirerPersonne(ports, demande.params.idj, demande.params.id);
      return undefined;
    },
    'PUT /api/dossiers/:idj/faits/:id': async (demande) => {
      await ouvrir(demande, 'rediger', 'saisir un fait');
      return saisirFait(ports, demande.params.idj, { ...demande.corps, id: exigerUuid(demande.params.id) });
    },
    'DELETE /api/dossiers/:idj/faits/:id': async (demande) => {
      await ouvrir(demande, 'rediger', 'retirer un fait');
      await retirerFait(ports, demande.params.idj, demande.params.id);
      return undefined;
    },
    'GET /api/dossiers/:idj/completude': async (demande) =>
      completude(ports, await ouvrir(demande, 'rediger', 'vérifier la complétude')),
    'POST /api/dossiers/:idj/transmission': async (demande) => {
      const etat = await ouvrir(demande, 'transmettre', 'transmettre');
      const juridiction = reglages.juridictions.find(({ code }) => code === demande.corps.juridiction);
      if (!juridiction)
        throw refuser(422, 'juridiction-inconnue', 'Choisissez une juridiction de la liste.', {
          champs: [{ champ: 'juridiction', phrase: 'Juridiction inconnue.' }],
        });
      return {
        pli: exigerUuid(
          await transmettre(ports, demande.agent, etat, {
            code: juridiction.code,
            libelle: juridiction.libelle,
          }),
        ),
      };
    },
  };
}

/** Depot d'originaux, dans les deux services. */
export function gestionnairesDepots(
  ports: PortsDossier,
  reglages: { readonly tailleMax: number },
): Gestionnaires<typeof contratDepots, Agent> {
  type Demande = {
    readonly agent: Agent;
    readonly params: { readonly idj: string };
    readonly brute: FastifyRequest;
  };
  const ouvrir = ({ agent, params: { idj }, brute }: Demande, libelle: string) =>
    acceder(ports, { agent, idj, action: 'deposer', adresse: adresseDe(brute), libelle });
  return {
    'POST /api/dossiers/:idj/fichiers': async (demande) => {
      await ouvrir(demande, 'déposer un fichier');
      const nom = demande.brute.headers['x-nom'];
      return deposerFichier(ports, demande.agent, {
        idj: demande.params.idj,
        nom: decoder(typeof nom === 'string' ? nom : 'fichier'),
        acte: demande.requete.acte,
        flux: demande.brute.body as AsyncIterable<Uint8Array>,
        tailleMax: reglages.tailleMax,
      });
    },
    'DELETE /api/dossiers/:idj/fichiers/:id': async (demande) => {
      await ouvrir(demande, 'retirer un fichier');
      await retirerFichier(ports, demande.params.idj, exigerUuid(demande.params.id));
      return undefined;
    },
  };
}

/** Gestionnaires de lecture, communs aux deux services : chaque lecture est autorisee, tracee, et l'integrite verifiee. */
export function gestionnairesLecture(ports: PortsDossier): Gestionnaires<typeof contratLecture, Agent> {
  type Demande = {
    readonly agent: Agent;
    readonly params: { readonly idj: string; readonly id: string };
    readonly brute: FastifyRequest;
  };
  const lirePiece = async ({ agent, params: { idj, id }, brute }: Demande, libelle: string) => {
    const objet = isUuid(id) ? await objetDe(ports, idj, id) : undefined;
    const etat = await acceder(ports, {
      agent,
      idj,
      action: 'consulter',
      adresse: adresseDe(brute),
      piece: objet ? objet.titre : id,
      libelle,
    });
    if (!objet) throw refuser(404, 'piece-inconnue', 'Cette pièce n’est pas au dossier.');
    await exigerOuverte(
      ports,
      { agent, idj, action: 'lire-retirees', adresse: adresseDe(brute), piece: objet.titre },
      etat,
      id,
    );
    return objet;
  };
  return {
    'GET /api/dossiers/:idj': async ({ agent, params: { idj }, requete: { au, par }, brute }) => {
      const acces = { agent, idj, adresse: adresseDe(brute) };
      if (au === undefined && par === undefined)
        return vueDuDossier(ports, await acceder(ports, { ...acces, action: 'consulter' }), agent);
      const instant = au ?? ports.maintenant().toISOString();
      const etat = await acceder(ports, {
        ...acces,
        action: par === undefined ? 'consulter' : 'voir-par',
        libelle: `voir le dossier au ${instant}${par === undefined ? '' : ` tel que vu par ${par}`}`,
      });
      return vueAu(ports, etat, agent, { au: instant, par });
    },
    'GET /api/dossiers/:idj/lecteurs': async ({ agent, params: { idj }, brute }) => {
      const acces = { agent, idj, adresse: adresseDe(brute), libelle: 'choisir par les yeux de qui voir' };
      await acceder(ports, { ...acces, action: 'voir-par' });
      return { lecteurs: [...(await lecteursPossibles(ports, agent, idj))] };
    },
    'GET /api/dossiers/:idj/pieces/:id': async (demande) => {
      const objet = await lirePiece(
        demande,
        demande.requete.telecharger ? 'télécharger une pièce' : 'lire une pièce',
      );
      await servir(
        ports,
        demande,
        { ...objet, empreinte: objet.empreinte },
        demande.requete.telecharger !== undefined,
      );
    },
    'GET /api/dossiers/:idj/pieces/:id/archive': async (demande) => {
      const objet = await lirePiece(demande, 'télécharger un acte archivé');
      if (objet.archive === null)
        throw refuser(
          404,
          'pas-encore-archive',
          'Cet acte n’est pas encore archivé : il l’est quand le dossier est clos. Téléchargez l’original.',
        );
      await servir(ports, demande, { ...objet, empreinte: objet.archive, nom: `archive-${objet.nom}` }, true);
    },
    'GET /api/dossiers/:idj/pieces/:id/vignette': async (demande) => {
      const objet = await lirePiece(demande, 'voir une vignette');
      const reduite = demande.requete.grand ? objet.apercu : (objet.vignette ?? objet.apercu);
      if (!reduite) throw refuser(404, 'apercu-absent', 'Cette pièce n’a pas d’aperçu : ouvrez l’original.');
      await servir(
        ports,
        demande,
        { ...objet, empreinte: reduite, typeMime: 'image/webp', nom: 'apercu.webp' },
        false,
      );
    },
    'GET /api/dossiers/:idj/plis/:id': async (demande) => servirPli(ports, demande, 'pli'),
    'GET /api/dossiers/:idj/plis/:id/accuse': async (demande) => servirPli(ports, demande, 'accuse'),
  };
}

/** Gestionnaires de la boite du parquet. */
export function gestionnairesBoite(ports: PortsDossier): Gestionnaires<typeof contratBoite, Agent> {
  return {
    'GET /api/dossiers': async ({ agent, requete }) => listerDossiers(ports, agent, requete.q),
    'GET /api/parquet/magistrats': async ({ agent }) => ({ magistrats: [...magistratsDe(ports, agent)] }),
    'POST /api/dossiers/:idj/attribution': async ({ agent, params: { idj }, corps, brute }) => {
      await confier(ports, { agent, idj, adresse: adresseDe(brute), ...corps });
      return undefined;
    },
    'GET /api/incidents': async ({ agent }) => {
      const lignes = await ports.db
        .selectFrom('incident')
        .leftJoin('dossier', 'dossier.idj', 'incident.idj')
        .selectAll('incident')
        .where((eb) =>
          eb.or([eb('incident.idj', 'is', null), eb('dossier.juridiction', '=', agent.rattachement.code)]),
        )
        .orderBy('incident.constate_a', 'desc')
        .limit(200)
        .execute();
      return {
        incidents: lignes.map((incident) => ({
          id: exigerUuid(incident.id),
          idj: incident.idj as never,
          constateA: incident.constate_a.toISOString(),
          constatePar: incident.constate_par as 'interieur' | 'justice',
          code: incident.code,
          phrase: incident.phrase,
          piece: incident.piece,
        })),
      };
    },
  };
}

/** Une piece annulee ne s'ouvre qu'au greffe, ou elle est classee (174 CPP) ; le refus est trace. */
async function exigerOuverte(
  ports: PortsDossier,
  acces: AccesDemande,
  etat: Etat,
  id: string,
): Promise<void> {
  const retrait = etat.retraits.find(({ piece }) => piece === id);
  if (!retrait) return;
  const libelle = 'lire une pièce retirée du dossier';
  await acceder(ports, { ...acces, libelle }).catch((cause: unknown) => {
    if (!(cause instanceof RefusHttp)) throw cause;
    throw refuser(
      403,
      'piece-retiree',
      `Cette pièce a été annulée et retirée du dossier par l’acte n° ${retrait.ordre.numero} (art. ${retrait.article}). Elle est classée au greffe ; votre demande est enregistrée au journal des accès.`,
    );
  });
}

type Objet = {
  readonly titre: string;
  readonly nom: string;
  readonly typeMime: string;
  readonly empreinte: string;
  /** Le meme acte au niveau B-LTA, s'il est archive. */
  readonly archive: string | null;
  readonly apercu: string | null;
  readonly vignette: string | null;
};

/** Une piece scellee, ou un fichier depose pas encore scelle. */
async function objetDe({ db }: PortsDossier, idj: string, id: string): Promise<Objet | undefined> {
  const piece = await db
    .selectFrom('piece')
    .selectAll()
    .where('idj', '=', idj)
    .where('id', '=', id)
    .executeTakeFirst();
  const fichier = await db
    .selectFrom('fichier')
    .selectAll()
    .where('idj', '=', idj)
    .where('id', '=', id)
    .executeTakeFirst();
  if (piece)
    return {
      titre: `${piece.numero}. ${piece.titre}`,
      nom: piece.genre === 'acte' ? `${piece.numero}-${piece.type}.pdf` : piece.titre,
      typeMime: piece.type_mime,
      empreinte: piece.empreinte,
      apercu: piece.apercu,
      archive: piece.archive,
      vignette: fichier?.vignette ?? null,
    };
  return (
    fichier && {
      titre: fichier.nom,
      nom: fichier.nom,
      typeMime: fichier.type_mime,
      empreinte: fichier.empreinte,
      archive: null,
      apercu: fichier.apercu,
      vignette: fichier.vignette,
    }
  );
}

/** Sert une piece a qui en a deja le droit, par une autre porte que le dossier (une garde a vue, avant transmission) ; 404 si elle n'y est pas. */
export async function servirPiece(
  ports: PortsDossier,
  demande: DemandeOctets & { readonly params: { readonly idj: string; readonly id: string } },
  telecharger: boolean,
): Promise<void> {
  const objet = await objetDe(ports, demande.params.idj, demande.params.id);
  if (!objet) throw refuser(404, 'piece-inconnue', 'Cette pièce n’est pas au dossier.');
  await servir(ports, demande, objet, telecharger);
}

type DemandeOctets = {
  readonly params: { readonly idj: string };
  readonly brute: FastifyRequest;
  readonly reponse: Parameters<typeof envoyerOctets>[1];
};

async function servir(
  ports: PortsDossier,
  { params, brute, reponse }: DemandeOctets,
  objet: Objet,
  telecharger: boolean,
): Promise<void> {
  const empreinte = versEmpreinte(objet.empreinte);
  const phrase = `« ${objet.titre} » : l’objet stocké ne correspond plus à son empreinte. Il n’est plus servi.`;
  const signaler = (): Promise<void> =>
    signalerIncident(ports, { idj: params.idj, code: 'objet-altere', phrase, empreinte });
  try {
    const taille = await ports.magasin.taille(empreinte);
    if (taille === undefined) throw new ObjetAbsent(empreinte);
    await envoyerOctets(
      brute,
      reponse,
      {
        taille,
        typeMime: objet.typeMime,
        nom: objet.nom,
        empreinte,
        lire: ({ debut, fin }) => surveiller(ports.magasin.lire(empreinte, { debut, fin }), signaler),
      },
      telecharger,
    );
  } catch (cause) {
    if (!(cause instanceof ObjetAltere || cause instanceof ObjetAbsent)) throw cause;
    await signaler();
    throw refuser(
      409,
      'objet-altere',
      `${phrase} L’incident est enregistré et signalé aux deux ministères ; les autres pièces restent lisibles.`,
    );
  }
}

/** Une alteration decouverte apres les premiers octets coupe la reponse : l'incident est deja enregistre. */
async function* surveiller(
  flux: AsyncIterable<Uint8Array>,
  signaler: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* flux;
  } catch (cause) {
    if (cause instanceof ObjetAltere || cause instanceof ObjetAbsent) await signaler();
    throw cause;
  }
}

async function servirPli(
  ports: PortsDossier,
  demande: DemandeOctets & {
    readonly agent: Agent;
    readonly params: { readonly idj: string; readonly id: string };
  },
  quoi: 'pli' | 'accuse',
): Promise<void> {
  const { agent, params, brute } = demande;
  const acces = { agent, idj: params.idj, adresse: adresseDe(brute), piece: `pli ${params.id}` };
  const etat = await acceder(ports, {
    ...acces,
    action: 'consulter',
    libelle: quoi === 'pli' ? 'télécharger un pli' : 'télécharger un accusé',
  });
  const pli = (await ports.plisDe(params.idj)).find(({ id }) => id === params.id);
  const retrait = etat.retraits.find(({ retireeA }) => pli !== undefined && pli.emisA < retireeA);
  if (quoi === 'pli' && retrait && (pli?.genre === 'procedure' || pli?.genre === 'decision'))
    await exigerOuverte(ports, { ...acces, action: 'lire-retirees' }, etat, retrait.piece);
  const objet = quoi === 'pli' ? pli?.empreinte : pli?.accuseEmpreinte;
  if (!objet)
    throw refuser(
      404,
      'pli-inconnu',
      quoi === 'pli' ? 'Ce pli n’est pas encore préparé.' : 'L’accusé de réception n’est pas encore arrivé.',
    );
  await servir(
    ports,
    demande,
    {
      titre: quoi === 'pli' ? 'Pli' : 'Accusé de réception',
      nom: `${quoi}-${params.id}.asice`,
      typeMime: 'application/vnd.etsi.asic-e+zip',
      empreinte: objet,
      archive: null,
      apercu: null,
      vignette: null,
    },
    true,
  );
}

function exigerUuid(valeur: string) {
  if (!isUuid(valeur)) throw refuser(404, 'identifiant-inconnu', 'Identifiant mal formé.');
  return valeur;
}

function decoder(nom: string): string {
  try {
    return decodeURIComponent(nom);
  } catch {
    return nom;
  }
}
