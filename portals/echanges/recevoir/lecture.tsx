import { Alerte, Chargement, taille } from '@ppn/kit';
import { UnActe } from '@ppn/lecteur';
import { useEffect, useState } from 'react';
import { usePoste, type VueDeDepot } from '../contexte.tsx';
import { type GenreDeFichier, genreDeFichier } from './genre-de-fichier.ts';

/** Au-dela, une image ou un texte ne monte pas dans la page. */
const EN_MEMOIRE_MAX = 64 * 1024 * 1024;

/** Lit un fichier a l'ecran, sans lien pour l'enregistrer. Le service note ce qui en est lu. */
export function Lecture({ fichier }: { readonly fichier: VueDeDepot['fichiers'][number] }) {
  const { moi } = usePoste();
  const { id, nom, longueur } = fichier;
  const adresse = fichier.adresse ?? '';
  const type = genreDeFichier(nom);
  if (type.genre === 'pdf')
    return (
      <div className="echange-lecture">
        <UnActe id={id} titre={nom} adresse={adresse} cleVues={`${moi}:${id}`} />
      </div>
    );
  if (type.genre === 'video')
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- fichier tel que déposé : aucun sous-titre n'existe
      <video className="echange-media" controls preload="metadata" src={adresse} aria-label={nom} />
    );
  if (type.genre === 'son')
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- fichier tel que déposé : aucun sous-titre n'existe
      <audio className="echange-media" controls preload="metadata" src={adresse} aria-label={nom} />
    );
  if (type.genre === 'autre' || longueur > EN_MEMOIRE_MAX)
    return (
      <Alerte ton="info">
        <p>
          Ce fichier ({taille(longueur)}) ne s’affiche pas à l’écran. Son expéditeur n’en permet pas la copie
          : demandez-lui un dépôt à télécharger.
        </p>
      </Alerte>
    );
  return <EnMemoire key={id} adresse={adresse} nom={nom} type={type} />;
}

type Lu =
  | { readonly etat: 'attente' }
  | { readonly etat: 'refus'; readonly phrase: string }
  | { readonly etat: 'lu'; readonly url: string; readonly texte: string };
type AMontrer = { readonly adresse: string; readonly nom: string; readonly type: GenreDeFichier };

/** Image ou texte, lus en entier. */
function EnMemoire({ adresse, nom, type }: AMontrer) {
  const [lu, poser] = useState<Lu>({ etat: 'attente' });
  const typeMime = type.genre === 'image' ? type.typeMime : 'text/plain';
  useEffect(() => {
    const coupure = new AbortController();
    let url = '';
    const lire = async (): Promise<void> => {
      const reponse = await fetch(adresse, { signal: coupure.signal }).catch(() => undefined);
      if (coupure.signal.aborted) return;
      if (reponse?.ok !== true) return poser({ etat: 'refus', phrase: await phraseDe(reponse) });
      const octets = new Blob([await reponse.arrayBuffer()], { type: typeMime });
      url = URL.createObjectURL(octets);
      return poser({ etat: 'lu', url, texte: typeMime === 'text/plain' ? await octets.text() : '' });
    };
    void lire();
    return () => {
      coupure.abort();
      URL.revokeObjectURL(url);
    };
  }, [adresse, typeMime]);
  if (lu.etat === 'attente') return <Chargement />;
  if (lu.etat === 'refus')
    return (
      <Alerte ton="danger" vive>
        {lu.phrase}
      </Alerte>
    );
  return type.genre === 'image' ? (
    <img className="echange-media" src={lu.url} alt={nom} />
  ) : (
    <section className="echange-texte" aria-label={nom} tabIndex={-1}>
      <pre>{lu.texte}</pre>
    </section>
  );
}

async function phraseDe(reponse: Response | undefined): Promise<string> {
  const corps: unknown = await reponse?.json().catch(() => undefined);
  return typeof corps === 'object' && corps !== null && 'detail' in corps && typeof corps.detail === 'string'
    ? corps.detail
    : 'Ce fichier ne se lit pas : le service ne répond pas. Réessayez dans un instant.';
}
