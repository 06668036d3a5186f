import { useState } from 'react';
import { annoncer } from './annonces.tsx';
import { Bouton } from './bouton.tsx';
import { taille } from './formats.ts';

/** Un flux ouvert par le portail, ou la phrase de son refus. `attendue` : taille en octets, estimee ; 0 si elle est inconnue. */
export type FluxATelecharger =
  | { readonly ok: true; readonly reponse: Response; readonly attendue: number }
  | { readonly ok: false; readonly phrase: string };

type Proprietes = {
  readonly libelle: string;
  /** Nom du fichier enregistre. */
  readonly nom: string;
  /** Ce que contient le fichier, en une phrase. */
  readonly aide: string;
  /** Adresse du meme flux : au-dela de `GRAND`, le navigateur l'enregistre lui-meme. */
  readonly adresse: string;
  readonly ouvrir: () => Promise<FluxATelecharger>;
  /** Ce qu'on sait deja de la taille, en octets. */
  readonly prevue: number;
};

type Avancement = { readonly recus: number; readonly attendue: number };

/** Au-dela, rien ne monte dans la page. */
const GRAND = 1024 ** 3;

/** Bouton qui telecharge un flux long et dit ou il en est ; un refus s'affiche a sa place. */
export function Telechargement({ libelle, nom, aide, adresse, ouvrir, prevue }: Proprietes) {
  const [avancement, poser] = useState<Avancement>();
  const [refus, poserRefus] = useState<string>();
  const commencer = async (): Promise<void> => {
    poserRefus(undefined);
    poser({ recus: 0, attendue: prevue });
    const issue = await recevoir(ouvrir, poser);
    poser(undefined);
    if (issue.ok) enregistrer(URL.createObjectURL(issue.fichier), nom);
    else poserRefus(issue.phrase);
    if (issue.ok) annoncer(`${nom} est enregistré (${taille(issue.fichier.size)}).`);
  };
  const enCours = avancement !== undefined;
  return (
    <div className="telechargement">
      {prevue > GRAND ? (
        <a className="bouton" href={adresse} download={nom}>
          {libelle}
        </a>
      ) : (
        <Bouton enCours={enCours} onClick={() => void commencer()}>
          {libelle}
        </Bouton>
      )}
      <span className="petit discret">{enCours ? phraseDe(avancement) : aide}</span>
      {enCours ? <Barre libelle={libelle} {...avancement} /> : null}
      {refus === undefined ? null : (
        <span className="champ-erreur" role="alert">
          {refus}
        </span>
      )}
    </div>
  );
}

/** Sans taille connue, ou tant que rien n'est venu, la barre va et vient sans mentir. */
function Barre({ libelle, recus, attendue }: Avancement & { readonly libelle: string }) {
  const part = attendue === 0 || recus === 0 ? {} : { max: 1, value: Math.min(0.99, recus / attendue) };
  return <progress {...part} aria-label={libelle} />;
}

const phraseDe = ({ recus, attendue }: Avancement): string =>
  recus === 0
    ? 'Le service réunit les pièces et leurs preuves…'
    : `${taille(recus)}${attendue > recus ? ` sur ${taille(attendue)} environ` : ''}`;

type Issue = { readonly ok: true; readonly fichier: Blob } | { readonly ok: false; readonly phrase: string };

const COUPE = 'Le téléchargement s’est interrompu : rien n’a été enregistré. Réessayez.';

async function recevoir(
  ouvrir: Proprietes['ouvrir'],
  poser: (avancement: Avancement) => void,
): Promise<Issue> {
  const flux = await ouvrir();
  if (!flux.ok) return flux;
  try {
    const morceaux: Uint8Array<ArrayBuffer>[] = [];
    let recus = 0;
    const lecteur = flux.reponse.body?.getReader();
    for (let lu = await lecteur?.read(); lu !== undefined && !lu.done; lu = await lecteur?.read()) {
      morceaux.push(lu.value);
      recus += lu.value.length;
      poser({ recus, attendue: flux.attendue });
    }
    return {
      ok: true,
      fichier: new Blob(morceaux, { type: flux.reponse.headers.get('content-type') ?? '' }),
    };
  } catch {
    return { ok: false, phrase: COUPE };
  }
}

function enregistrer(adresse: string, nom: string): void {
  const lien = document.createElement('a');
  lien.href = adresse;
  lien.download = nom;
  lien.click();
  setTimeout(() => URL.revokeObjectURL(adresse), 60_000);
}
