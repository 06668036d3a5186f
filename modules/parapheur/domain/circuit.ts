import { type Result, refus, reussite } from '@ppn/core';

/** Une personne du circuit, telle que l'annuaire la connaissait a son ouverture. */
export type Participant = { readonly matricule: string; readonly nom: string; readonly qualite: string };

/** Un document du circuit : l'original depose, et sa derniere version, qui commence par les memes octets. */
export type DocumentDuCircuit = {
  readonly id: string;
  readonly nom: string;
  readonly original: string;
  readonly taille: number;
  readonly courant: string;
  readonly tailleCourante: number;
  readonly signatures: readonly SignatureDuDocument[];
};
export type SignatureDuDocument =
  | { readonly matricule: string; readonly etat: 'attendue' }
  | {
      readonly matricule: string;
      readonly etat: 'signee';
      readonly signeA: string;
      readonly horodateA: string;
    }
  | { readonly matricule: string; readonly etat: 'refusee'; readonly motif: string; readonly a: string };

/** Un circuit. `a-la-suite` : chacun signe apres le precedent ; `libre` : dans l'ordre ou ils viennent. */
export type Circuit = {
  readonly id: string;
  readonly juridiction: string;
  readonly demandeur: Participant;
  readonly titre: string;
  readonly message: string;
  readonly ordre: 'a-la-suite' | 'libre';
  /** AAAA-MM-JJ ; passee, elle se dit, elle ne ferme rien. */
  readonly echeance: string | null;
  readonly demandeA: string;
  readonly signataires: readonly Participant[];
  readonly documents: readonly DocumentDuCircuit[];
  readonly retrait: { readonly motif: string; readonly a: string } | null;
};

/** Etats visibles d'un document, et du circuit : aucun autre. */
export type EtatDuDocument = 'en-cours' | 'signe' | 'refuse' | 'retire';

type Ouverture = {
  readonly [cle in Exclude<keyof Circuit, 'documents' | 'retrait'>]: Circuit[cle];
} & {
  readonly documents: readonly Pick<DocumentDuCircuit, 'id' | 'nom' | 'original' | 'taille'>[];
};
type Signe = {
  readonly document: string;
  readonly matricule: string;
  readonly empreinte: string;
  readonly taille: number;
  readonly signeA: string;
  readonly horodateA: string;
};

/** Faits du flux `parapheur/<circuit>`. */
export type FaitDuCircuit =
  | { readonly type: 'circuit-ouvert'; readonly donnees: Ouverture }
  | { readonly type: 'document-signe'; readonly donnees: Signe }
  | {
      readonly type: 'signature-refusee';
      readonly donnees: {
        readonly document: string;
        readonly matricule: string;
        readonly motif: string;
        readonly a: string;
      };
    }
  | { readonly type: 'circuit-retire'; readonly donnees: { readonly motif: string; readonly a: string } };

/** Ce qu'on peut vouloir d'un circuit ouvert ; `base` : la version que le signataire avait sous les yeux. */
export type Commande =
  | ({ readonly commande: 'signer'; readonly base: string } & Signe)
  | {
      readonly commande: 'refuser';
      readonly documents: readonly string[];
      readonly matricule: string;
      readonly motif: string;
      readonly a: string;
    }
  | {
      readonly commande: 'retirer';
      readonly matricule: string;
      readonly motif: string;
      readonly a: string;
    };

export type RefusDuCircuit =
  | 'document-inconnu'
  | 'rien-a-signer'
  | 'pas-votre-tour'
  | 'version-depassee'
  | 'autre-demandeur'
  | 'circuit-clos';

/** Applique un fait. */
export function evoluer(circuit: Circuit | undefined, fait: FaitDuCircuit): Circuit {
  if (fait.type === 'circuit-ouvert') return ouvrir(fait.donnees);
  if (circuit === undefined) throw new Error(`Fait ${fait.type} avant l’ouverture du circuit.`);
  switch (fait.type) {
    case 'document-signe': {
      const { document, matricule, empreinte, taille, signeA, horodateA } = fait.donnees;
      return changer(circuit, document, (un) => ({
        ...un,
        courant: empreinte,
        tailleCourante: taille,
        signatures: remplacer(un.signatures, { matricule, etat: 'signee', signeA, horodateA }),
      }));
    }
    case 'signature-refusee': {
      const { document, matricule, motif, a } = fait.donnees;
      return changer(circuit, document, (un) => ({
        ...un,
        signatures: remplacer(un.signatures, { matricule, etat: 'refusee', motif, a }),
      }));
    }
    case 'circuit-retire':
      return { ...circuit, retrait: fait.donnees };
  }
}

const ouvrir = (ouverture: Ouverture): Circuit => ({
  ...ouverture,
  retrait: null,
  documents: ouverture.documents.map((document) => ({
    ...document,
    courant: document.original,
    tailleCourante: document.taille,
    signatures: ouverture.signataires.map(({ matricule }) => ({ matricule, etat: 'attendue' })),
  })),
});

const changer = (
  circuit: Circuit,
  document: string,
  suite: (un: DocumentDuCircuit) => DocumentDuCircuit,
): Circuit => ({
  ...circuit,
  documents: circuit.documents.map((un) => (un.id === document ? suite(un) : un)),
});

const remplacer = (
  signatures: readonly SignatureDuDocument[],
  nouvelle: SignatureDuDocument,
): readonly SignatureDuDocument[] =>
  signatures.map((une) => (une.matricule === nouvelle.matricule ? nouvelle : une));

/** Ou en est un document : un seul refus le ferme, le retrait ferme ce qui n'est pas encore signe de tous. */
export function etatDuDocument(
  { retrait }: Pick<Circuit, 'retrait'>,
  { signatures }: Pick<DocumentDuCircuit, 'signatures'>,
): EtatDuDocument {
  if (signatures.some(({ etat }) => etat === 'refusee')) return 'refuse';
  if (signatures.every(({ etat }) => etat === 'signee')) return 'signe';
  return retrait === null ? 'en-cours' : 'retire';
}

/** Ou en est le circuit : en cours tant qu'un document l'est ; sinon le sort le moins heureux de ses documents. */
export function etatDuCircuit(circuit: Circuit): EtatDuDocument {
  const etats = circuit.documents.map((document) => etatDuDocument(circuit, document));
  for (const etat of ['en-cours', 'refuse', 'retire'] as const) if (etats.includes(etat)) return etat;
  return 'signe';
}

/** Qui peut signer ce document maintenant. */
export function attendusPour(circuit: Circuit, document: DocumentDuCircuit): readonly string[] {
  if (etatDuDocument(circuit, document) !== 'en-cours') return [];
  const attendus = document.signatures
    .filter(({ etat }) => etat === 'attendue')
    .map(({ matricule }) => matricule);
  return circuit.ordre === 'libre' ? attendus : attendus.slice(0, 1);
}

/** Vrai si l'echeance est passee et que des signatures manquent encore. */
export const enRetard = (circuit: Circuit, jour: string): boolean =>
  circuit.echeance !== null && circuit.echeance < jour && etatDuCircuit(circuit) === 'en-cours';

/** Ce que la commande produit, ou pourquoi elle est refusee. */
export function decider(
  circuit: Circuit,
  commande: Commande,
): Result<readonly FaitDuCircuit[], RefusDuCircuit> {
  if (commande.commande === 'retirer') {
    if (circuit.demandeur.matricule !== commande.matricule) return refus('autre-demandeur');
    if (etatDuCircuit(circuit) !== 'en-cours') return refus('circuit-clos');
    return reussite([{ type: 'circuit-retire', donnees: { motif: commande.motif, a: commande.a } }]);
  }
  if (commande.commande === 'refuser') {
    const { documents, matricule, motif, a } = commande;
    const obstacle = documents.map((id) => obstacleA(circuit, id, matricule)).find((un) => un !== undefined);
    if (obstacle) return refus(obstacle);
    return reussite(
      documents.map((document) => ({
        type: 'signature-refusee',
        donnees: { document, matricule, motif, a },
      })),
    );
  }
  const { commande: _commande, base, ...donnees } = commande;
  const obstacle = obstacleA(circuit, donnees.document, donnees.matricule);
  if (obstacle) return refus(obstacle);
  if (circuit.documents.find(({ id }) => id === donnees.document)?.courant !== base)
    return refus('version-depassee');
  return reussite([{ type: 'document-signe', donnees }]);
}

/** Ce qui empeche cet agent d'agir sur ce document ; `undefined` : rien. */
export function obstacleA(
  circuit: Circuit,
  id: string,
  matricule: string,
): Extract<RefusDuCircuit, 'document-inconnu' | 'rien-a-signer' | 'pas-votre-tour'> | undefined {
  const document = circuit.documents.find((un) => un.id === id);
  if (!document) return 'document-inconnu';
  if (attendusPour(circuit, document).includes(matricule)) return undefined;
  const sienne = document.signatures.find((une) => une.matricule === matricule);
  return sienne?.etat === 'attendue' && etatDuDocument(circuit, document) === 'en-cours'
    ? 'pas-votre-tour'
    : 'rien-a-signer';
}
