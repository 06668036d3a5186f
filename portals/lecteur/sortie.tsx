import type { Client } from '@ppn/api-client';
import type { contratLecture, VueDossier } from '@ppn/dossier/contract';
import { type FluxATelecharger, ImpressionAttestee, Telechargement } from '@ppn/kit';
import type { contratPapier } from '@ppn/papier/contract';
import type { contratPreuve } from '@ppn/preuve/contract';
import { type ClientDeCopie, CopieVersPline } from './copie.tsx';

/** Points dont cette piece d'ecran se sert, dans l'un ou l'autre ministere. */
type ClientDeSortie = Pick<
  Client<typeof contratLecture & typeof contratPapier & typeof contratPreuve>,
  'adresse' | 'lire'
> &
  ClientDeCopie;

/** Ce qui sort du dossier : l'archive et ses preuves, a verifier hors ligne, ou l'impression attestee. Chaque sortie est tracee. */
export const SortieDuDossier = ({
  dossier: { idj, pieces, peut },
  client,
}: {
  readonly dossier: VueDossier;
  readonly client: ClientDeSortie;
}) =>
  pieces.length === 0 ? (
    <p className="petit discret">
      Aucun acte n’est encore signé : l’export du dossier et de ses preuves, et l’impression attestée,
      s’ouvriront ici avec le premier.
    </p>
  ) : (
    <div className="pile">
      <Telechargement
        libelle="Exporter le dossier et ses preuves"
        aide="Une archive ZIP signée, qui se vérifie sans réseau ; l’export est inscrit au journal des lectures."
        nom={`${idj}.zip`}
        prevue={pieces.reduce((somme, piece) => somme + piece.taille, 0)}
        adresse={client.adresse('GET /api/dossiers/:idj/export', { idj })}
        ouvrir={() => ouvrir(client, idj)}
      />
      <p className="petit discret">
        Pour la vérifier : <a href="/verificateur.html">la page du vérificateur</a>, un seul fichier, à ouvrir
        sans réseau.
      </p>
      <ImpressionAttestee
        pieces={pieces}
        nom={`${idj}-attestation.pdf`}
        adresse={(id) => client.adresse('GET /api/dossiers/:idj/pieces/:id', { idj, id })}
        attester={(choisies) => attester(client, idj, choisies)}
      />
      {peut.includes('obtenir-copie') ? <CopieVersPline idj={idj} client={client} /> : null}
    </div>
  );

async function attester(
  client: ClientDeSortie,
  idj: string,
  pieces: readonly string[] | undefined,
): Promise<FluxATelecharger> {
  const requete = pieces === undefined ? {} : { pieces: pieces.join(',') };
  const lu = await client.lire('GET /api/dossiers/:idj/impression', { idj, requete });
  return lu.ok ? { ok: true, reponse: lu.valeur, attendue: 0 } : { ok: false, phrase: lu.refus.detail };
}

async function ouvrir(client: ClientDeSortie, idj: string): Promise<FluxATelecharger> {
  const lu = await client.lire('GET /api/dossiers/:idj/export', { idj });
  return lu.ok
    ? { ok: true, reponse: lu.valeur, attendue: Number(lu.valeur.headers.get('x-taille-estimee') ?? '0') }
    : { ok: false, phrase: lu.refus.detail };
}
