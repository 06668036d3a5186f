import { ScanText } from 'lucide-react';
import { useId, useState } from 'react';

type Page = { readonly page: number; readonly texte: string };
type Etat =
  | { readonly genre: 'ferme' | 'encours' }
  | { readonly genre: 'refus'; readonly phrase: string }
  | { readonly genre: 'lu'; readonly pages: readonly Page[] };

/** Texte reconnu sur une image, demande au service et cherchable ici ; une aide a la lecture, dite non certifiee. */
export const TexteReconnu = ({ adresse, cote }: { readonly adresse: string; readonly cote: string }) => {
  const [etat, poser] = useState<Etat>({ genre: 'ferme' });
  const lire = async (): Promise<void> => {
    poser({ genre: 'encours' });
    poser(await demander(adresse));
  };
  switch (etat.genre) {
    case 'ferme':
    case 'encours':
      return (
        <button
          type="button"
          className="lecteur-bouton"
          aria-disabled={etat.genre === 'encours' || undefined}
          onClick={() => void (etat.genre === 'encours' ? undefined : lire())}
        >
          <ScanText aria-hidden="true" size={16} />{' '}
          {etat.genre === 'encours' ? 'Lecture du texte…' : 'Lire le texte de l’image'}
        </button>
      );
    case 'refus':
      return <p role="alert">{etat.phrase}</p>;
    case 'lu':
      return <Texte pages={etat.pages} cote={cote} />;
  }
};

const Texte = ({ pages, cote }: { readonly pages: readonly Page[]; readonly cote: string }) => {
  const [terme, poserTerme] = useState('');
  const id = useId();
  const texte = pages.map((page) => page.texte).join('\n\n');
  const morceaux = decouper(texte, terme.trim());
  const trouvees = (morceaux.length - 1) / 2;
  return (
    <section className="lecteur-reconnu" aria-label={`Texte reconnu de la pièce ${cote}`}>
      <p>
        <strong>Texte reconnu, non certifié.</strong> Seule l’image fait foi.
      </p>
      <span className="lecteur-reconnu-recherche">
        <label htmlFor={id}>Chercher dans ce texte</label>
        <input
          id={id}
          className="saisie"
          type="search"
          autoComplete="off"
          maxLength={100}
          value={terme}
          onChange={(evenement) => poserTerme(evenement.currentTarget.value)}
        />
        <output>{terme.trim() === '' ? '' : trouvees === 1 ? '1 résultat' : `${trouvees} résultats`}</output>
      </span>
      <p className="lecteur-reconnu-lu">
        {texte === ''
          ? 'Aucun texte n’a été reconnu.'
          : morceaux.map((morceau, rang) =>
              // Un morceau sur deux est trouve ; leur place les nomme.
              rang % 2 === 1 ? <mark key={rang}>{morceau}</mark> : morceau,
            )}
      </p>
    </section>
  );
};

/** Le texte coupe autour de chaque occurrence, majuscules confondues : hors, dedans, hors… */
function decouper(texte: string, terme: string): readonly string[] {
  if (terme === '') return [texte];
  return texte.split(new RegExp(`(${terme.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)})`, 'gi'));
}

const PANNE = 'Le texte de cette image n’a pas pu être lu. L’image reste consultable.';

async function demander(adresse: string): Promise<Etat> {
  try {
    const reponse = await fetch(adresse, { credentials: 'same-origin' });
    const corps: unknown = await reponse.json();
    if (typeof corps !== 'object' || corps === null) return { genre: 'refus', phrase: PANNE };
    if (reponse.ok && 'pages' in corps && Array.isArray(corps.pages))
      return { genre: 'lu', pages: corps.pages.filter(estPage) };
    return {
      genre: 'refus',
      phrase: 'detail' in corps && typeof corps.detail === 'string' ? corps.detail : PANNE,
    };
  } catch {
    return { genre: 'refus', phrase: PANNE };
  }
}

const estPage = (valeur: unknown): valeur is Page =>
  typeof valeur === 'object' && valeur !== null && 'texte' in valeur && typeof valeur.texte === 'string';
