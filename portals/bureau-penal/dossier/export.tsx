import type { VueDossier } from '@ppn/dossier/contract';
import { type FluxATelecharger, Telechargement } from '@ppn/kit';
import { client } from '../client.ts';

/** Le dossier et toutes ses preuves, a verifier hors ligne : chaque export est trace. */
export const ExportDuDossier = ({ dossier }: { readonly dossier: VueDossier }) => (
  <Telechargement
    libelle="Exporter le dossier et ses preuves"
    aide="Une archive ZIP signée, qui se vérifie sans réseau ; l’export est inscrit au journal des lectures."
    nom={`${dossier.idj}.zip`}
    prevue={dossier.pieces.reduce((somme, piece) => somme + piece.taille, 0)}
    adresse={client.adresse('GET /api/dossiers/:idj/export', { idj: dossier.idj })}
    ouvrir={() => ouvrir(dossier.idj)}
  />
);

async function ouvrir(idj: string): Promise<FluxATelecharger> {
  const lu = await client.lire('GET /api/dossiers/:idj/export', { idj });
  return lu.ok
    ? { ok: true, reponse: lu.valeur, attendue: Number(lu.valeur.headers.get('x-taille-estimee') ?? '0') }
    : { ok: false, phrase: lu.refus.detail };
}
