import type { Pli, VueDossier } from '@ppn/dossier/contract';
import { Alerte, dateEtHeure, EtatVide, pluriel, Puce } from '@ppn/kit';
import { client } from '../client.ts';
import { etatsPli, genresPli, nomDuPair } from '../vocabulaire.ts';

const VuePli = ({ idj, pli }: { readonly idj: string; readonly pli: Pli }) => {
  const etat = etatsPli[pli.etat];
  return (
    <li className="pile-serree">
      <div className="rangee">
        <strong>
          {genresPli[pli.genre]} {pli.sens === 'recu' ? 'reçue de' : 'envoyée à'} {nomDuPair(pli.pair)}
        </strong>
        <Puce ton={etat.ton}>{etat.libelle}</Puce>
      </div>
      <dl className="definitions">
        <dt>{pli.sens === 'recu' ? 'Émis' : 'Préparé'}</dt>
        <dd>{dateEtHeure(pli.emisA)}</dd>
        <dt>Accusé</dt>
        <dd>{pli.accuseA === null ? 'pas encore' : dateEtHeure(pli.accuseA)}</dd>
        <dt>Contenu</dt>
        <dd>{pluriel(pli.pieces, 'pièce')}</dd>
        {pli.tentatives > 1 ? (
          <>
            <dt>Essais</dt>
            <dd>
              {pli.tentatives}
              {pli.derniereErreur === null ? '' : ` ; dernier échec : ${pli.derniereErreur}`}
            </dd>
          </>
        ) : null}
        {pli.empreinte === null ? null : (
          <>
            <dt>SHA-256</dt>
            <dd className="empreinte">{pli.empreinte}</dd>
          </>
        )}
      </dl>
      {pli.motifs.length === 0 ? null : (
        <Alerte ton="danger" titre="Raisons du refus">
          <ul>
            {pli.motifs.map((motif) => (
              <li key={motif}>{motif}</li>
            ))}
          </ul>
        </Alerte>
      )}
      <p className="rangee petit">
        {pli.empreinte === null ? null : (
          <a href={client.adresse('GET /api/dossiers/:idj/plis/:id', { idj, id: pli.id })} download>
            Télécharger le pli (ASiC-E)
          </a>
        )}
        {pli.empreinte === null ? null : (
          <a
            href={client.adresse('GET /api/dossiers/:idj/plis/:id/bordereau.pdf', { idj, id: pli.id })}
            target="_blank"
            rel="noreferrer"
          >
            Bordereau à imprimer
          </a>
        )}
        {pli.accuseA === null ? null : (
          <a href={client.adresse('GET /api/dossiers/:idj/plis/:id/accuse', { idj, id: pli.id })} download>
            Télécharger l’accusé signé
          </a>
        )}
      </p>
    </li>
  );
};

/** Les plis entre ministeres et leurs accuses signes ; les incidents, avec leur raison. */
export const Plis = ({ dossier }: { readonly dossier: VueDossier }) => (
  <div>
    {dossier.incidents.map((incident) => (
      <div key={incident.id} className="panneau-corps">
        <Alerte ton="danger" titre={`Incident du ${dateEtHeure(incident.constateA)}`}>
          <p>{incident.phrase}</p>
          <p className="petit">
            Constaté par {incident.constatePar === 'justice' ? 'la juridiction' : 'l’unité'}
            {incident.piece === null ? '' : ` ; pièce : ${incident.piece}`}
          </p>
        </Alerte>
      </div>
    ))}
    {dossier.plis.length === 0 ? (
      <EtatVide>
        <p>Aucun pli pour ce dossier.</p>
      </EtatVide>
    ) : (
      <ul className="liste plis">
        {dossier.plis.map((pli) => (
          <VuePli key={pli.id} idj={dossier.idj} pli={pli} />
        ))}
      </ul>
    )}
  </div>
);
