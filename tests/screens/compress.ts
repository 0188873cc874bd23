import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

/** Below this, small text on colored ground gets frayed edges. */
const QUALITY = 0.8;

/** Writes a PNG as WebP, less than half as large; the browser that took the picture encodes it. */
export async function compress(browser: Browser, png: string, webp: string): Promise<void> {
  const page = await browser.newPage();
  try {
    const source = `data:image/png;base64,${readFileSync(png).toString('base64')}`;
    const made = await page.evaluate<string>(`(async () => {
      const image = new Image();
      image.src = ${JSON.stringify(source)};
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', ${QUALITY});
    })()`);
    const [kind, data = ''] = made.split(',');
    // a browser that cannot write WebP answers with PNG
    if (kind !== 'data:image/webp;base64') throw new Error(`the browser wrote ${kind} instead of WebP`);
    writeFileSync(webp, Buffer.from(data, 'base64'));
  } finally {
    await page.close();
  }
}
