import type { VueDossier } from '@ppn/dossier/contract';
import { type FluxATelecharger, ImpressionAttestee, Telechargement } from '@ppn/kit';
import { client } from '../client.ts';

/** Ce qui sort du dossier : l'archive et ses preuves, a verifier hors ligne, ou l'impression attestee. Chaque sortie est tracee. */
export const ExportDuDossier = ({ dossier }: { readonly dossier: VueDossier }) => (
  <div className="pile">
    <Telechargement
      libelle="Exporter le dossier et ses preuves"
      aide="Une archive ZIP signée, qui se vérifie sans réseau ; l’export est inscrit au journal des lectures."
      nom={`${dossier.idj}.zip`}
      prevue={dossier.pieces.reduce((somme, piece) => somme + piece.taille, 0)}
      adresse={client.adresse('GET /api/dossiers/:idj/export', { idj: dossier.idj })}
      ouvrir={() => ouvrir(dossier.idj)}
    />
    <p className="petit discret">
      Pour la vérifier : <a href="/verificateur.html">la page du vérificateur</a>, un seul fichier, à ouvrir
      sans réseau.
    </p>
    <ImpressionAttestee
      pieces={dossier.pieces}
      nom={`${dossier.idj}-attestation.pdf`}
      adresse={(id) => client.adresse('GET /api/dossiers/:idj/pieces/:id', { idj: dossier.idj, id })}
      attester={(pieces) => attester(dossier.idj, pieces)}
    />
  </div>
);

async function attester(idj: string, pieces: readonly string[] | undefined): Promise<FluxATelecharger> {
  const requete = pieces === undefined ? {} : { pieces: pieces.join(',') };
  const lu = await client.lire('GET /api/dossiers/:idj/impression', { idj, requete });
  return lu.ok ? { ok: true, reponse: lu.valeur, attendue: 0 } : { ok: false, phrase: lu.refus.detail };
}

async function ouvrir(idj: string): Promise<FluxATelecharger> {
  const lu = await client.lire('GET /api/dossiers/:idj/export', { idj });
  return lu.ok
    ? { ok: true, reponse: lu.valeur, attendue: Number(lu.valeur.headers.get('x-taille-estimee') ?? '0') }
    : { ok: false, phrase: lu.refus.detail };
}
