import { useState } from 'react';
import { annoncer } from './annonces.tsx';
import { Bouton } from './bouton.tsx';
import { Case } from './champs.tsx';
import { Dialogue } from './dialogue.tsx';
import { Alerte } from './etats.tsx';
import { pluriel } from './formats.ts';
import type { FluxATelecharger } from './telechargement.tsx';

/** Une piece qu'on peut vouloir imprimer, dans l'ordre du dossier ; une `Piece` du dossier convient telle quelle. */
export type PieceImprimable = {
  readonly id: string;
  readonly genre: 'acte' | 'fichier';
  readonly numero: number;
  readonly titre: string;
  readonly acteId: string | null;
  readonly enAttente: boolean;
  readonly integre: boolean;
  readonly lisible: boolean;
  readonly retrait: unknown;
};

type Proprietes = {
  readonly pieces: readonly PieceImprimable[];
  /** Demande l'attestation ; `undefined` : toutes les pieces. */
  readonly attester: (pieces: readonly string[] | undefined) => Promise<FluxATelecharger>;
  /** Adresse des octets d'une piece. */
  readonly adresse: (id: string) => string;
  readonly nom: string;
};

/** Bouton et dialogue : choisir des pieces signees, recevoir l'attestation de conformite (A.53-8 CPP), ouvrir ce qui s'imprime. */
export function ImpressionAttestee(proprietes: Proprietes) {
  const [ouverte, poser] = useState(false);
  return (
    <div className="telechargement">
      <Bouton onClick={() => poser(true)}>Imprimer avec attestation</Bouton>
      <span className="petit discret">
        Une attestation scellée dit l’impression conforme, pièce par pièce (A.53-8 CPP).
      </span>
      {ouverte ? <DialogueDImpression {...proprietes} surFermeture={() => poser(false)} /> : null}
    </div>
  );
}

type Cotee = {
  readonly id: string;
  readonly libelle: string;
  /** Pourquoi elle ne peut pas etre attestee. */
  readonly raison: string | undefined;
};

function DialogueDImpression({
  pieces,
  attester,
  adresse,
  nom,
  surFermeture,
}: Proprietes & { readonly surFermeture: () => void }) {
  const cotees = coter(pieces);
  const possibles = cotees.filter(({ raison }) => raison === undefined);
  const [choisies, choisir] = useState<ReadonlySet<string>>(() => new Set(possibles.map(({ id }) => id)));
  const [etat, poser] = useState<Etat>({ genre: 'choix' });
  const changer = (suite: ReadonlySet<string>): void => {
    choisir(suite);
    poser({ genre: 'choix' });
  };
  const etablir = async (): Promise<void> => {
    if (choisies.size === 0)
      return poser({ genre: 'refus', phrase: 'Choisissez au moins une pièce signée.' });
    poser({ genre: 'encours' });
    const toutes = choisies.size === cotees.filter(({ raison }) => raison !== RETIREE).length;
    const suite = await recevoir(() => attester(toutes ? undefined : [...choisies]));
    poser(suite);
    if (suite.genre === 'prete') annoncer('L’attestation est prête.');
  };
  return (
    <Dialogue titre="Imprimer avec attestation" surFermeture={surFermeture} large>
      <div className="pile">
        <Case
          coche={choisies.size === possibles.length}
          surCoche={(coche) => changer(new Set(coche ? possibles.map(({ id }) => id) : []))}
        >
          Toutes les pièces signées ({possibles.length})
        </Case>
        <ul className="impression-pieces">
          {cotees.map((piece) => (
            <li key={piece.id}>
              <UnePiece
                piece={piece}
                choisie={choisies.has(piece.id)}
                surChoix={(coche) =>
                  changer(
                    new Set(coche ? [...choisies, piece.id] : [...choisies].filter((id) => id !== piece.id)),
                  )
                }
              />
            </li>
          ))}
        </ul>
        {etat.genre === 'refus' ? (
          <Alerte ton="danger" vive>
            {etat.phrase}
          </Alerte>
        ) : null}
        {etat.genre === 'prete' ? (
          <AImprimer
            lien={etat.lien}
            nom={nom}
            pieces={cotees.filter(({ id }) => choisies.has(id))}
            adresse={adresse}
          />
        ) : (
          <div className="rangee">
            <Bouton genre="primaire" enCours={etat.genre === 'encours'} onClick={() => void etablir()}>
              {etat.genre === 'encours' ? 'Attestation en cours…' : 'Établir l’attestation'}
            </Bouton>
            <span className="petit discret">{pluriel(choisies.size, 'pièce')} à attester</span>
          </div>
        )}
      </div>
    </Dialogue>
  );
}

const UnePiece = ({
  piece: { libelle, raison },
  choisie,
  surChoix,
}: {
  readonly piece: Cotee;
  readonly choisie: boolean;
  readonly surChoix: (coche: boolean) => void;
}) =>
  raison === undefined ? (
    <Case coche={choisie} surCoche={surChoix}>
      {libelle}
    </Case>
  ) : (
    <p className="petit discret">
      {libelle} : {raison}
    </p>
  );

/** L'attestation d'abord, puis chaque piece : tout s'ouvre a part, pour s'imprimer. */
const AImprimer = ({
  lien,
  nom,
  pieces,
  adresse,
}: {
  readonly lien: string;
  readonly nom: string;
  readonly pieces: readonly Cotee[];
  readonly adresse: Proprietes['adresse'];
}) => (
  <section className="pile-serree" aria-label="À imprimer">
    <Alerte ton="succes">L’attestation est scellée. Imprimez-la avec les pièces qu’elle désigne.</Alerte>
    <ul className="impression-pieces">
      <li>
        <a href={lien} target="_blank" rel="noreferrer">
          Attestation de conformité (nouvel onglet)
        </a>{' '}
        <a className="petit" href={lien} download={nom}>
          Enregistrer l’attestation
        </a>
      </li>
      {pieces.map(({ id, libelle }) => (
        <li key={id}>
          <a href={adresse(id)} target="_blank" rel="noreferrer">
            {libelle}
          </a>
        </li>
      ))}
    </ul>
  </section>
);

type Etat =
  | { readonly genre: 'choix' | 'encours' }
  | { readonly genre: 'refus'; readonly phrase: string }
  | { readonly genre: 'prete'; readonly lien: string };

async function recevoir(ouvrir: () => Promise<FluxATelecharger>): Promise<Etat> {
  const flux = await ouvrir();
  if (!flux.ok) return { genre: 'refus', phrase: flux.phrase };
  try {
    return { genre: 'prete', lien: URL.createObjectURL(await flux.reponse.blob()) };
  } catch {
    return { genre: 'refus', phrase: 'La réception s’est interrompue : réessayez.' };
  }
}

const RETIREE = 'annulée et retirée du dossier';

/** Cote de chaque piece, et ce qui l'empeche d'etre attestee ; le service en juge de nouveau. */
function coter(pieces: readonly PieceImprimable[]): readonly Cotee[] {
  const annexes = new Map<number, number>();
  return pieces.map((piece) => {
    const annexe = annexes.get(piece.numero) ?? 0;
    annexes.set(piece.numero, annexe + 1);
    const cote = annexe === 0 ? `${piece.numero}` : `${piece.numero}-${annexe}`;
    const acte = piece.genre === 'acte' ? piece : pieces.find(({ id }) => id === piece.acteId);
    return { id: piece.id, libelle: `${cote}. ${piece.titre}`, raison: raisonDe(piece, acte) };
  });
}

function raisonDe(piece: PieceImprimable, acte: PieceImprimable | undefined): string | undefined {
  if (!piece.lisible || piece.retrait !== null) return RETIREE;
  if (!piece.integre) return 'ne correspond plus à son empreinte';
  if (acte === undefined || acte.enAttente) return 'signature en attente d’horodatage';
  return undefined;
}
