import '@ppn/kit/styles.css';
import '@ppn/echanges/styles.css';
import { initialiserTheme } from '@ppn/kit';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { quandSessionPerdue } from './client.ts';
import { cache, lectureSession } from './donnees.ts';
import { routeur } from './routes.tsx';

initialiserTheme();
quandSessionPerdue(() => cache.setQueryData(lectureSession.queryKey, null));

const racine = document.getElementById('racine');
if (racine !== null)
  createRoot(racine).render(
    <QueryClientProvider client={cache}>
      <RouterProvider router={routeur} />
    </QueryClientProvider>,
  );
